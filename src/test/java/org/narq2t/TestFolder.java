package org.narq2t;

import java.nio.file.Path;

/** Where the tests of one JVM write: two JVMs share the tests between them. */
public final class TestFolder {
  private static final Path ROOT = Path.of(System.getProperty("tests.folder", "target/tests"));

  private TestFolder() {}

  /** A folder of this JVM alone, which may not be there yet. */
  public static Path named(String name) {
    return ROOT.resolve(name);
  }
}
