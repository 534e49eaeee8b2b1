package org.narq2t;

import java.nio.file.Path;

/** Where the tests write. */
public final class TestFolder {
  private static final Path ROOT = Path.of("target", "tests");

  private TestFolder() {}

  /** A folder that may not be there yet. */
  public static Path named(String name) {
    return ROOT.resolve(name);
  }
}
