package org.narq2t.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not a table that this version can read. */
public final class TableFormatException extends IOException {

  private static final long serialVersionUID = 1;

  TableFormatException(Path path, String what) {
    this(path, what, null);
  }

  TableFormatException(Path path, String what, Throwable cause) {
    super("%s %s; delete it and import the table again".formatted(path, what), cause);
  }
}
