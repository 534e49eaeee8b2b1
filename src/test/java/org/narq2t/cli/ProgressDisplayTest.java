package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.run.RunEvent;

/** The lines of a run whose standard error is no terminal. */
class ProgressDisplayTest {

  private static RunEvent epoch(int number, double accuracy, boolean best) {
    EpochResult result = new EpochResult(number, 2, 1.5, 0.5, 0, accuracy, 0.001, 1);
    return new RunEvent.EpochFinished(new EpochRecord(result, result, best));
  }

  /** After an interruption the epochs before it, of which one may be the best, are not heard. */
  @Test
  void theBestIsToldOnceItIsKnown() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (ProgressDisplay display = new ProgressDisplay("cifar10 seed 1")) {
      display.accept(epoch(29, 0.4, false));
      display.accept(epoch(35, 0.5, true));
      display.accept(epoch(39, 0.3, false));
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains("epoch"))
        .containsExactly(
            "cifar10 seed 1 epoch 30: loss 2.000",
            "cifar10 seed 1 epoch 40: loss 2.000, best validation tier accuracy 0.500");
  }
}
