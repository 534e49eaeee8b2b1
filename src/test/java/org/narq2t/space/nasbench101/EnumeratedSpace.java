package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.narq2t.TestFolder;

/**
 * NAS-Bench-101 for tests: enumerated once per build, some twenty seconds, by the first JVM that
 * needs it, and kept in target.
 */
public final class EnumeratedSpace {

  private static final Path ENUMERATED = Path.of("target", "enumerated");
  private static final String WHOLE = "nasbench101-space.safetensors";
  private static NasBench101 whole;
  private static NasBench101 small;

  private EnumeratedSpace() {}

  /** All 423,624 cells. */
  public static synchronized NasBench101 whole() {
    if (whole == null) {
      whole = open(WHOLE, Cell.MAX_VERTICES);
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

  /** Puts all cells into another folder of tables. */
  public static void linkInto(Path data) throws IOException {
    Path cells = Files.createDirectories(data).resolve(WHOLE);
    Files.deleteIfExists(cells);
    Files.createLink(cells, enumerated(WHOLE, Cell.MAX_VERTICES));
  }

  private static NasBench101 open(String name, int maxVertices) {
    Path file = TestFolder.named("data").resolve(name);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.createLink(file, enumerated(name, maxVertices));
      }
      return NasBench101.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path enumerated(String name, int maxVertices) throws IOException {
    Path file = Files.createDirectories(ENUMERATED).resolve(name);
    try (FileChannel lock =
            FileChannel.open(
                ENUMERATED.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (!Files.exists(file)) {
        NasBench101.enumerate(file, maxVertices, (done, total) -> {});
      }
    }
    return file;
  }
}
