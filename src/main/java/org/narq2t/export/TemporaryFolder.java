package org.narq2t.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder that is gone when it is closed, if it was not moved away before. */
record TemporaryFolder(Path path) implements AutoCloseable {

  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("narq2t-export"));
  }

  /** Writes its files as a zip archive of one folder of this name; leaves the stream open. */
  void zip(String name, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Path entry : entries()) {
      if (Files.isRegularFile(entry)) {
        zip.putNextEntry(new ZipEntry(name + "/" + path.relativize(entry)));
        Files.copy(entry, zip);
        zip.closeEntry();
      }
    }
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(path)) {
      List<Path> entries = entries();
      for (int i = entries.size() - 1; i >= 0; i--) {
        Files.delete(entries.get(i));
      }
    }
  }

  /** The folder and all that is in it, a folder before its content. */
  private List<Path> entries() throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.sorted().toList();
    }
  }
}
