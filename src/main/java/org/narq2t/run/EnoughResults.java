package org.narq2t.run;

import java.util.Arrays;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.evaluation.RankingProtocol;
import org.narq2t.limits.MeasuredApart;

/**
 * Whether a table knows enough for a run; an {@link Impossible} names the setting that cannot be.
 */
final class EnoughResults {
  private static final int MEASURED_APART = 20; // with fewer nothing is nearly sure

  private EnoughResults() {}

  /**
   * Checks that enough was measured on the device. What a search finds is held against its limit as
   * measured, so most cells must have been; one that weighs chances can be nearly sure of others
   * (see MeasuredApart).
   */
  static void requireMeasured(RunConfiguration configuration, Benchmark benchmark) {
    String device = configuration.limits().device();
    long measured =
        Arrays.stream(benchmark.known().toArray())
            .filter(
                cell ->
                    !Double.isNaN(
                        benchmark.table().latencyMs(cell, configuration.dataset(), device)))
            .count();
    boolean suffices =
        configuration.strategy().weighsChances()
            ? measured >= MEASURED_APART
            : measured >= MeasuredApart.SHARE * benchmark.known().size();
    if (!suffices) {
      throw Impossible.because(
          "limits.device",
          ("limits.device cannot be %s: %d of %d networks were measured on it, and a table is"
                  + " searched under a limit where most were, or with the strategy sequential where"
                  + " %d were")
              .formatted(device, measured, benchmark.known().size(), MEASURED_APART));
    }
  }

  /** Checks that there are as many as the run learns from and judges by. */
  static void requireKnown(RunConfiguration configuration, int known) {
    int training = configuration.strategy().training();
    int validation = configuration.strategy().validation();
    int heldOut = configuration.evaluation().heldOut();
    String of = "of the %d architectures that the table knows".formatted(known);
    if (configuration.strategy().beforeSearch() > known) {
      throw Impossible.because(
          validation == 0 ? "strategy" : "strategy.split",
          validation == 0
              ? "strategy cannot learn from %d %s".formatted(training, of)
              : "strategy.split cannot be %d and %d %s".formatted(training, validation, of));
    }
    if (configuration.strategy().beforeSearch() + heldOut > known) {
      throw Impossible.because(
          "evaluation.held_out",
          "evaluation.held_out cannot be %d beside the %d that are learnt from, %s"
              .formatted(heldOut, configuration.strategy().beforeSearch(), of));
    }
    RankingProtocol protocol = configuration.evaluation().protocol();
    if (configuration.strategy().beforeSearch() > protocol.mostLookUps(known)) {
      throw Impossible.because(
          "evaluation.protocol",
          "evaluation.protocol cannot be %s: it leaves %d to learn from, %s, and %d are wanted"
              .formatted(
                  protocol.key(),
                  protocol.mostLookUps(known),
                  of,
                  configuration.strategy().beforeSearch()));
    }
  }
}
