package org.narq2t.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFailureHalfWayKeepsTheOldFileAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("result.json");
    AtomicFile.write(file, "old");

    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write("half of the n");
                      throw new IOException("No space left on device");
                    }));

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("result.json");
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    AtomicFile.write(folder.resolve("a/b/c.txt"), "text");

    assertThat(folder.resolve("a/b/c.txt")).hasContent("text");
  }
}
