package org.narq2t.ray;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The Python code of narq2t as Ray takes it for its nodes: a zip that is named by its contents.
 *
 * @param name as Ray wants it
 */
record SourcePackage(String name, byte[] bytes) {
  private static final int DIGITS = 16;

  /** Packs {@code narq2t} below a folder of sources. */
  static SourcePackage of(Path sources) throws IOException {
    try (Stream<Path> tree = Files.walk(sources.resolve("narq2t"))) {
      List<Path> files =
          tree.filter(file -> file.toString().endsWith(".py") && Files.isRegularFile(file))
              .sorted()
              .toList();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (Path file : files) {
          ZipEntry entry = new ZipEntry(sources.relativize(file).toString().replace('\\', '/'));
          entry.setTime(0); // the same contents are the same bytes
          zip.putNextEntry(entry);
          zip.write(Files.readAllBytes(file));
          zip.closeEntry();
        }
      }
      byte[] packed = bytes.toByteArray();
      String digest = HexFormat.of().formatHex(sha256().digest(packed)).substring(0, DIGITS);
      return new SourcePackage("_ray_pkg_" + digest + ".zip", packed);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
