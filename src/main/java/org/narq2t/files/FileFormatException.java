package org.narq2t.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not what this version can read; the message ends with what to do about it. */
public final class FileFormatException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * @param what is wrong with it, for example {@code has no tensor 'hash'}
   * @param remedy what to do, for example {@code delete it and import the table again}
   */
  public FileFormatException(Path path, String what, String remedy) {
    this(path, what, remedy, null);
  }

  FileFormatException(Path path, String what, String remedy, Throwable cause) {
    super("%s %s; %s".formatted(path, what, remedy), cause);
  }
}
