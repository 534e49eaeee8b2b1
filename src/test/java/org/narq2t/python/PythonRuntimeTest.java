package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import jep.Jep;
import jep.JepException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of the bridge, with the real interpreter. */
class PythonRuntimeTest {
  private static PythonRuntime python;

  @BeforeAll
  static void start() {
    python = InstalledPython.start();
    python
        .worker()
        .run(
            interpreter -> {
              interpreter.exec("import sys, time");
              define(interpreter, "leave", "sys.exit(3)");
              define(interpreter, "divide", "1 / 0");
              define(interpreter, "two_arguments", "raise OSError(28, 'No space left on device')");
              define(
                  interpreter,
                  "wait_for_cancel",
                  "\n  while not bridge.cancelled(): time.sleep(0.005)\n  return 'cancelled'");
              define(interpreter, "spin", "\n  bridge.spinning = True\n  while True: pass");
              define(interpreter, "report", "[bridge.emit('step', number=i) for i in range(100)]");
              return null;
            });
  }

  private static void define(Jep interpreter, String name, String body) {
    interpreter.exec("def " + name + "(arguments): " + body);
    interpreter.exec("bridge.operation(" + name + ")");
  }

  @AfterAll
  static void stop() {
    python.close();
    assertThat(python.stoppedInTime()).isTrue();
  }

  @Test
  void pythonSeesTheSameMemoryAsJava() {
    SharedArray array = SharedArray.floats(31, 4, 4);

    JsonNode answer = python.call("probe", Map.of(), array);

    assertThat(answer.get("address").asLong() % NativeMemory.ADDRESS_MODULUS)
        .isEqualTo(array.address());
    assertThat(answer.get("shape").toString()).isEqualTo("[31,4,4]");
  }

  @Test
  void whatEitherSideWritesTheOtherSees() {
    SharedArray array = SharedArray.floats(3).fill(new float[] {1, 2, 3.5f});

    JsonNode answer = python.call("probe", Map.of(), array);

    assertThat(answer.get("sum").asDouble()).isEqualTo(6.5);
    assertThat(array.toFloats()).containsExactly(2, 3, 4.5f);
  }

  @Test
  void anArrayOfTheWrongTypeIsRefused() {
    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> python.call("probe", Map.of(), SharedArray.ints(3)))
        .withMessageContaining("array must be float32, not int32");
  }

  @Test
  void anArrayOfTheWrongShapeIsRefused() {
    int session = python.call("open_model", SmallModel.ARGUMENTS).get("session").asInt();

    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(
            () ->
                python.call(
                    "score",
                    Map.of("session", session),
                    SharedArray.floats(10, 31, 7, 7),
                    SharedArray.floats(10),
                    SharedArray.floats(10, 5),
                    SharedArray.floats(0)))
        .withMessageContaining("features must have shape (*, 31, 4, 4), not (10, 31, 7, 7)");
    python.call("close_model", Map.of("session", session));
  }

  @Test
  void aPythonExceptionArrivesWithTypeMessageAndTraceback() {
    PythonFailure failure =
        catchThrowableOfType(PythonFailure.class, () -> python.call("divide", Map.of()));

    assertThat(failure.type()).isEqualTo("ZeroDivisionError");
    assertThat(failure.pythonMessage()).isEqualTo("division by zero");
    assertThat(failure.traceback()).contains("Traceback", "in divide");
    assertThat(failure).hasMessageContaining("'divide'");
    assertThat(failure.isRefusal()).isFalse();
    StringWriter log = new StringWriter();
    failure.printStackTrace(new PrintWriter(log, true));
    assertThat(log.toString()).contains("at org.narq2t.python", "in divide");
  }

  @Test
  void whatWasGivenWrongIsToldFromWhatTheProgramDoesWrong() {
    PythonFailure failure =
        catchThrowableOfType(
            PythonFailure.class,
            () ->
                python.call(
                    "import_table",
                    Map.of("format", "csv", "sources", List.of("none.csv"), "target", "none")));

    assertThat(failure.isRefusal()).isTrue();
    assertThat(failure.pythonMessage()).contains("[none.csv]", "Give nasbench201_200epochs.csv");
  }

  @Test
  void theMessageOfAnExceptionWithSeveralArgumentsIsKept() {
    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> python.call("two_arguments", Map.of()))
        .withMessageContaining("[Errno 28] No space left on device");
  }

  @Test
  void sysExitInPythonDoesNotEndTheJvm() {
    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> python.call("leave", Map.of()))
        .withMessageContaining("SystemExit: 3");
    assertThat(python.call("ping", Map.of()).asText()).isEqualTo("pong");
  }

  @Test
  void anUnknownOperationNamesTheKnownOnes() {
    assertThatExceptionOfType(PythonFailure.class)
        .isThrownBy(() -> python.call("trian", Map.of()))
        .withMessageContaining("no operation 'trian'")
        .withMessageContaining("train_epoch");
  }

  @Test
  void anInterpreterRefusesASecondThread() {
    Jep interpreter = python.worker().run(own -> own);

    assertThatExceptionOfType(JepException.class)
        .isThrownBy(() -> interpreter.exec("1"))
        .withMessageContaining("Invalid thread access");
  }

  @Test
  void callingPythonFromItsOwnThreadIsRefusedInsteadOfWaitingForEver() {
    assertThatIllegalStateException()
        .isThrownBy(() -> python.worker().run(own -> python.call("ping", Map.of())))
        .withMessageContaining("wait for itself");
  }

  @Test
  void controlAnswersWhileTheWorkerIsBusyAndCancelStopsIt() {
    CompletableFuture<JsonNode> busy =
        CompletableFuture.supplyAsync(() -> python.call("wait_for_cancel", Map.of()));
    while (!python.worker().isBusy()) {
      Thread.onSpinWait();
    }

    assertThat(python.control("ping", Map.of()).asText()).isEqualTo("pong");
    assertThat(busy).isNotDone();
    python.cancel();
    assertThat(busy).succeedsWithin(Duration.ofSeconds(5));
    python.clearCancel();
  }

  @Test
  void progressArrivesInOrder() throws InterruptedException {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    python.messages().listen(event -> heard.add(event.get("number").asInt()));

    python.call("report", Map.of());

    for (int i = 0; i < 500 && heard.size() < 100; i++) {
      Thread.sleep(10);
    }
    assertThat(heard).hasSize(100).isSorted();
  }

  private static boolean isSpinning() {
    return python
        .worker()
        .run(it -> it.getValue("getattr(bridge, 'spinning', False)", Boolean.class));
  }

  @Test
  void aRuntimeThatComputesForEverIsInterruptedOnClose() {
    PythonRuntime second = new PythonRuntime(python.environment(), 1, false);
    CompletableFuture<Void> endless =
        CompletableFuture.runAsync(() -> second.call("spin", Map.of()));
    while (!isSpinning()) {
      Thread.onSpinWait();
    }

    second.close();

    assertThat(second.stoppedInTime()).isTrue();
    assertThat(endless)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("KeyboardInterrupt");
    assertThatExceptionOfType(PythonUnavailable.class)
        .isThrownBy(() -> second.call("ping", Map.of()));
  }
}
