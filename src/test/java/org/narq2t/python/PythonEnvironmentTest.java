package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way in which an environment can be unusable, with executables that describe themselves so.
 */
class PythonEnvironmentTest {
  private static final Path SOURCES = Path.of("python");
  private static final String COMPLETE =
      """
      {"version": "3.11.7", "libjep": "/env/jep/libjep.so",
       "packages": {"numpy": "2.4.6", "torch": "2.15.0", "safetensors": "0.8.0", "jep": "4.3.1"}}""";

  @TempDir Path folder;

  private Path pythonThatSays(String output) throws IOException {
    Path script = folder.resolve("python");
    Files.writeString(script, "#!/bin/sh\ncat <<'END'\n" + output + "\nEND\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private void refused(String output, String... parts) throws IOException {
    Path python = pythonThatSays(output);
    var refusal =
        assertThatExceptionOfType(PythonUnavailable.class)
            .isThrownBy(() -> PythonEnvironment.inspect(python, SOURCES));
    for (String part : parts) {
      refusal.withMessageContaining(part);
    }
  }

  @Test
  void aCompleteEnvironmentIsAccepted() throws IOException {
    PythonEnvironment environment = PythonEnvironment.inspect(pythonThatSays(COMPLETE), SOURCES);

    assertThat(environment.version()).isEqualTo("3.11.7");
    assertThat(environment.libjep()).isEqualTo(Path.of("/env/jep/libjep.so"));
    assertThat(environment.packages()).containsEntry("torch", "2.15.0");
  }

  @Test
  void aMissingEnvironmentSaysHowToMakeIt() {
    assertThatExceptionOfType(PythonUnavailable.class)
        .isThrownBy(() -> PythonEnvironment.inspect(folder.resolve("nowhere"), SOURCES))
        .withMessageContaining("No Python at")
        .withMessageContaining("make setup")
        .withMessageContaining("NARQ2T_PYTHON");
  }

  @Test
  void anotherPythonIsRefused() throws IOException {
    refused(COMPLETE.replace("3.11.7", "3.13.1"), "Python 3.13.1", "needs Python 3.11");
  }

  @Test
  void missingPackagesAreNamed() throws IOException {
    refused(COMPLETE.replace("\"torch\"", "\"other\""), "no package 'torch'", "make setup");
    refused(COMPLETE.replace("\"numpy\"", "\"other\""), "no package 'numpy'");
    refused(COMPLETE.replace("\"jep\"", "\"other\""), "no package 'jep'");
  }

  @Test
  void jepWithoutItsNativeLibraryIsRefused() throws IOException {
    refused(COMPLETE.replace("\"/env/jep/libjep.so\"", "null"), "native library", "C compiler");
  }

  @Test
  void jarAndNativeLibraryMustBeOneRelease() throws IOException {
    refused(COMPLETE.replace("4.3.1", "4.2.2"), "jar is 4.3.1", "jep 4.2.2", "same release");
  }

  @Test
  void aProgramThatIsNoPythonIsRefused() throws IOException {
    refused("hello", "is not a Python that narq2t can use");
  }

  @Test
  void theRealEnvironmentDescribesItself() {
    PythonEnvironment environment = InstalledPython.environment();

    assertThat(environment.libjep()).exists();
    assertThat(environment.packages()).containsEntry("jep", PythonEnvironment.jarVersion());
  }
}
