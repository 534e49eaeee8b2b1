package org.narq2t.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/** The Python files of a package, by when they were written last: two differ after an edit. */
record PackageFiles(Map<Path, FileTime> written) {
  static final PackageFiles NONE = new PackageFiles(Map.of());

  /** Those of the {@code narq2t} package in a folder, as they are now. */
  static PackageFiles of(Path folder) {
    Map<Path, FileTime> files = new HashMap<>();
    try {
      Files.walkFileTree(
          folder.resolve("narq2t"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && file.toString().endsWith(".py")) {
                files.put(file, attributes.lastModifiedTime());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // an editor replaced it meanwhile: seen next time
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for edits of " + folder, e);
    }
    return new PackageFiles(files);
  }
}
