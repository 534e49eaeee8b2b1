package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.RankingProtocol;
import org.narq2t.python.EmbeddedPython;

/**
 * What a run needs of this machine, beyond a configuration that is right in itself: a table that
 * knows enough, and the device. The command line, the form, REST, studies and the queue all ask
 * here, before there is a run.
 */
@ApplicationScoped
public class Preflight {
  private static final int MEASURED_APART = 20; // with fewer nothing is nearly sure

  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  @Inject
  Preflight(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * The benchmark of a run that can be done here.
   *
   * @throws Impossible naming the setting that cannot be, here
   * @throws IOException if the table cannot be read; the message says what to do
   * @throws org.narq2t.python.PythonUnavailable if it is needed to know, and cannot be started
   */
  public Benchmark require(RunConfiguration configuration) throws IOException {
    LimitSettings limits = configuration.limits();
    configuration
        .strategy()
        .requireOf(
            configuration.predictor(),
            limits.limitsLatency() || limits.limitsEnergy() || limits.front());
    if (configuration.budget().seconds() > 0 && !configuration.evaluator().trains()) {
      throw Impossible.because(
          "budget.seconds",
          "budget.seconds limits trainings, and a table answers without one: set budget.queries");
    }
    return requireRecorded(configuration);
  }

  /**
   * The same for a run that was recorded by this version or an earlier one, which took settings
   * that are now refused where they are of no effect.
   */
  public Benchmark requireRecorded(RunConfiguration configuration) throws IOException {
    Benchmark benchmark = benchmarks.open(configuration);
    requireEnough(configuration, benchmark.known().size());
    if (configuration.measuresLatency()) {
      try {
        benchmark.table().requireDevice(configuration.dataset(), configuration.limits().device());
      } catch (IllegalArgumentException e) {
        throw Impossible.because("limits.device", e.getMessage());
      }
      if (!configuration.evaluator().trains()) {
        requireMeasured(configuration, benchmark);
      }
    }
    if (configuration.limits().limitsEnergy()) {
      try {
        benchmark.table().requireEnergy(configuration.dataset(), configuration.limits().device());
      } catch (IllegalArgumentException e) {
        throw Impossible.because("limits.max_energy_mj", e.getMessage());
      }
    }
    if (configuration.limits().areSet() && !configuration.evaluator().trains()) {
      KeptLimits.require(configuration, benchmark);
    }
    requireMachine(configuration, () -> python.runtime().control("versions", Map.of()));
    return benchmark;
  }

  /**
   * The device, and the precision that it computes in.
   *
   * @param machine what Python says of itself; asked only if something depends on it
   */
  static void requireMachine(RunConfiguration configuration, Supplier<JsonNode> machine) {
    boolean lower = configuration.predictor().needsBfloat16();
    boolean cuda = configuration.device() == RunConfiguration.Device.CUDA;
    if (!cuda && !lower) {
      return;
    }
    JsonNode here = machine.get();
    if (cuda && here.get("gpu").isNull()) {
      throw Impossible.because(
          "device",
          "device cannot be cuda: PyTorch finds no CUDA device here; auto would take the processor");
    }
    boolean onProcessor =
        configuration.device() == RunConfiguration.Device.CPU || here.get("gpu").isNull();
    if (lower && !here.get(onProcessor ? "cpu_bfloat16" : "gpu_bfloat16").asBoolean()) {
      throw Impossible.because(
          "predictor.training.precision",
          ("predictor.training.precision cannot be bfloat16: this %s does not multiply in it;"
                  + " float32 works everywhere")
              .formatted(onProcessor ? "processor" : "GPU"));
    }
  }

  /**
   * What a search finds is held against its limit as measured, so most cells must have been; one
   * that weighs chances can be nearly sure of others (see MeasuredApart).
   */
  private static void requireMeasured(RunConfiguration configuration, Benchmark benchmark) {
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

  private static void requireEnough(RunConfiguration configuration, int known) {
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
