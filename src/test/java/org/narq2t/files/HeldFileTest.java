package org.narq2t.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {
  @TempDir Path folder;

  /** A process that holds a file until it is killed. */
  public static void main(String... arguments) throws Exception {
    HeldFile.of(Path.of(arguments[0]), Duration.ZERO);
    System.out.println("held");
    Thread.sleep(60_000);
  }

  private static Process holder(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldFileTest.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("held");
    return process;
  }

  @Test
  void aFileIsHeldByOneProcessUntilThatIsKilled() throws Exception {
    Path file = folder.resolve("new/lock");
    Process holder = holder(file);
    try {
      assertThatThrownBy(() -> HeldFile.of(file, Duration.ofMillis(200)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "%s is held by process %d of this machine: end that process first"
                  .formatted(file, holder.pid()));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    try (HeldFile held = HeldFile.of(file, Duration.ZERO)) {
      assertThat(held).isNotNull();
      assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocked = folder.resolve("a-file");
    AtomicFile.write(blocked, "");

    assertThatThrownBy(() -> HeldFile.of(blocked.resolve("lock"), Duration.ZERO))
        .hasMessage("%s was not written: %s is not a folder", blocked.resolve("lock"), blocked);
  }
}
