package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** NAS-Bench-101 for tests: enumerated once per build, some twenty seconds, and kept in target. */
public final class EnumeratedSpace {

  private static final Path FOLDER = Path.of("target", "test-data");
  private static NasBench101 whole;
  private static NasBench101 small;

  private EnumeratedSpace() {}

  /** All 423,624 cells. */
  public static synchronized NasBench101 whole() {
    if (whole == null) {
      whole = open("nasbench101-space.safetensors", Cell.MAX_VERTICES);
    }
    return whole;
  }

  /** The cells of up to five vertices, in an instant. */
  public static synchronized NasBench101 small() {
    if (small == null) {
      small = open("nasbench101-small.safetensors", 5);
    }
    return small;
  }

  private static NasBench101 open(String name, int maxVertices) {
    try {
      Path file = FOLDER.resolve(name);
      if (!Files.exists(file)) {
        NasBench101.enumerate(file, maxVertices, (done, total) -> {});
      }
      return NasBench101.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
