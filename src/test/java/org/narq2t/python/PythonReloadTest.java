package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of a copy of the Python package, in one living process. */
class PythonReloadTest {
  private static final Path SOURCES = Path.of("python").toAbsolutePath();
  private static final PythonEnvironment INSTALLED =
      PythonEnvironment.inspect(Path.of(".venv/bin/python").toAbsolutePath(), SOURCES);
  @TempDir Path copy;
  private PythonRuntime python;

  @BeforeEach
  void start() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("narq2t"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".py")).toList()) {
        Path target = copy.resolve(SOURCES.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    python = start(true);
  }

  private PythonRuntime start(boolean live) {
    return new PythonRuntime(
        new PythonEnvironment(
            INSTALLED.executable(),
            copy,
            INSTALLED.libjep(),
            INSTALLED.version(),
            INSTALLED.packages()),
        1,
        live);
  }

  /** Other tests of this process go on with the package itself. */
  @AfterEach
  void stop() {
    python.close();
    PythonRuntime original = new PythonRuntime(INSTALLED, 1, true);
    original
        .worker()
        .run(
            interpreter -> {
              interpreter.set("copy", copy.toString());
              interpreter.exec("sys.path[:] = [path for path in sys.path if path != copy]");
              return null;
            });
    original.close();
  }

  /**
   * Replaces a text, and sees to it that the file's time changes: the clock of files may be slow.
   */
  private void edit(String file, String from, String to) throws IOException {
    Path path = copy.resolve("narq2t").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    FileTime before = Files.getLastModifiedTime(path);
    do {
      Files.writeString(path, text.replace(from, to));
    } while (Files.getLastModifiedTime(path).equals(before));
  }

  private String ping() {
    return python.call("ping", Map.of()).asText();
  }

  private long identity(String module) {
    return python
        .worker()
        .run(
            interpreter -> {
              interpreter.exec("import sys");
              return interpreter.getValue("id(sys.modules['" + module + "'])", Number.class);
            })
        .longValue();
  }

  @Test
  void anEditIsInEffectAtTheNextCall() throws IOException {
    assertThat(ping()).isEqualTo("pong");

    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");

    assertThat(ping()).isEqualTo("edited");
  }

  @Test
  void editsWithinASecondThatKeepTheLengthOfTheFileAreAllInEffect() throws IOException {
    for (String[] change : new String[][] {{"pong", "pang"}, {"pang", "peng"}, {"peng", "pung"}}) {
      edit("bridge/runtime.py", change[0], change[1]);
      assertThat(ping()).isEqualTo(change[1]);
    }
  }

  @Test
  void anEditOfAModuleBehindTheBridgeIsInEffectAtTheNextCall() throws IOException {
    assertThat(python.call("latency_predictors", Map.of()).get(0).asText()).isEqualTo("flops");

    edit("latency/baselines.py", "\"flops\"", "\"edited\"");

    assertThat(python.call("latency_predictors", Map.of()).get(0).asText()).isEqualTo("edited");
  }

  @Test
  void anEditLeavesTorchLoadedAsItIs() throws IOException {
    long torch = identity("torch");
    long bridge = identity("narq2t.bridge");

    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");
    ping();

    assertThat(identity("torch")).isEqualTo(torch);
    assertThat(identity("narq2t.bridge")).isNotEqualTo(bridge);
  }

  @Test
  void aFileThatIsNewIsInEffectAtTheNextCall() throws IOException {
    Files.writeString(copy.resolve("narq2t/answer.py"), "ANSWER = 'from a new file'\n");
    edit("bridge/runtime.py", "return \"pong\"", "from narq2t.answer import ANSWER; return ANSWER");

    assertThat(ping()).isEqualTo("from a new file");
  }

  @Test
  void aModelThatIsOpenKeepsTheCodeThatItWasMadeWith() throws IOException {
    JsonNode model = python.call("open_model", SmallModel.ARGUMENTS);
    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");

    assertThat(ping()).isEqualTo("pong");
    assertThat(python.sources().isEdited()).isTrue();
    python.call("keep_best", Map.of("session", model.get("session").asInt()));
    python.call("close_model", Map.of("session", model.get("session").asInt()));

    assertThat(ping()).isEqualTo("edited");
    assertThat(python.sources().isEdited()).isFalse();
  }

  @Test
  void aSyntaxErrorIsToldWithFileAndLineUntilItIsCorrected() throws IOException {
    edit("bridge/runtime.py", "return \"pong\"", "return \"pong");

    for (int i = 0; i < 2; i++) {
      PythonFailure failure = catchThrowableOfType(PythonFailure.class, this::ping);
      assertThat(failure.type()).isEqualTo("SyntaxError");
      assertThat(failure).hasMessageContaining("(runtime.py, line ");
      assertThat(failure.traceback())
          .contains(
              "File \"" + copy.resolve("narq2t/bridge/runtime.py") + "\", line ", "return \"pong");
      assertThat(python.calls().lastFailure()).contains(failure);
      assertThat(failure.operation()).isEqualTo("import");
    }
    edit("bridge/runtime.py", "return \"pong", "return \"corrected\"");

    assertThat(ping()).isEqualTo("corrected");
  }

  @Test
  void anErrorInAModuleThatIsImportedLaterIsToldToWhoNeedsIt() throws IOException {
    edit("predictors/narq2t/config.py", "class ModelConfig", "class ModelConfig oops");

    assertThat(ping()).isEqualTo("pong");
    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> python.call("open_model", SmallModel.ARGUMENTS))
        .withMessageContaining("SyntaxError")
        .withMessageContaining("(config.py, line ");
    edit("predictors/narq2t/config.py", "class ModelConfig oops", "class ModelConfig");

    assertThat(python.call("open_model", SmallModel.ARGUMENTS).get("session").asInt()).isEqualTo(1);
  }

  @Test
  void theControlInterpreterRunsWhatTheWorkerRuns() throws IOException {
    assertThat(python.control("ping", Map.of()).asText()).isEqualTo("pong");
    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");
    ping();

    assertThat(python.control("ping", Map.of()).asText()).isEqualTo("edited");
  }

  @Test
  void progressAndCancellingReachTheEditedCode() throws Exception {
    LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    python.messages().listen(heard::add);
    edit(
        "bridge/runtime.py",
        "    return \"pong\"",
        "    from narq2t.bridge.protocol import cancelled, emit\n"
            + "    emit(\"edited\")\n"
            + "    return f\"cancelled: {cancelled()}\"");
    python.cancel();

    assertThat(ping()).isEqualTo("cancelled: True");
    assertThat(heard.poll(10, TimeUnit.SECONDS).get("kind").asText()).isEqualTo("edited");
  }

  @Test
  void theNextApplicationOfTheProcessRunsTheCodeOfItsTime() throws IOException {
    python.close();
    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");

    python = start(true);

    assertThat(ping()).isEqualTo("edited");
  }

  @Test
  void pythonThatCannotBeImportedDoesNotStartUntilItIsCorrected() throws IOException {
    python.close();
    edit("bridge/runtime.py", "return \"pong\"", "return \"pong");

    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> start(true))
        .withMessageContaining("'import' failed: SyntaxError");
    edit("bridge/runtime.py", "return \"pong", "return \"corrected\"");

    python = start(true);
    assertThat(ping()).isEqualTo("corrected");
  }

  @Test
  void outsideDevModeAnEditChangesNothing() throws IOException {
    python.close();
    python = start(false);

    edit("bridge/runtime.py", "\"pong\"", "\"edited\"");

    assertThat(ping()).isEqualTo("pong");
    assertThat(python.sources().isEdited()).isFalse();
  }

  /** JEP caches Java types by name: after a reload Python would call wrong methods of them. */
  @Test
  void anObjectOfTheApplicationDoesNotCrossToPython() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new InterpreterThread("refused", Map.of("settings", this), p -> {}, p -> {}))
        .withMessageContaining("settings is a org.narq2t.python.PythonReloadTest")
        .withMessageContaining("only types of the JDK");
  }
}
