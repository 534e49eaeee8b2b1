package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Landscape;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.limits.KeptLimits;
import org.narq2t.python.EmbeddedPython;

/**
 * The needs of a run on this machine, beyond a configuration that is right in itself: a table that
 * knows enough, and the device. The command line, the form, REST, studies and the queue all ask
 * here, before there is a run.
 */
@ApplicationScoped
public class Preflight {
  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  Preflight(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * The landscape of a run, if the run can be done here.
   *
   * @throws Impossible naming the setting that cannot be, here
   * @throws IOException if the table cannot be read; the message says what to do
   * @throws org.narq2t.python.PythonUnavailable if it is needed to know, and cannot be started
   */
  public Landscape require(RunConfiguration configuration) throws IOException {
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
  public Landscape requireRecorded(RunConfiguration configuration) throws IOException {
    Landscape landscape = benchmarks.landscape(configuration);
    if (landscape instanceof Benchmark benchmark) {
      requireKnown(configuration, benchmark);
    } else {
      requireEndless(configuration);
    }
    requireMachine(configuration, () -> python.runtime().control("versions", Map.of()));
    return landscape;
  }

  private static void requireKnown(RunConfiguration configuration, Benchmark benchmark) {
    EnoughResults.requireKnown(configuration, benchmark.known().size());
    if (configuration.measuresLatency()) {
      try {
        benchmark.table().requireDevice(configuration.dataset(), configuration.limits().device());
      } catch (IllegalArgumentException e) {
        throw Impossible.because("limits.device", e.getMessage());
      }
      if (!configuration.evaluator().trains()) {
        EnoughResults.requireMeasured(configuration, benchmark);
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
      KeptLimits.require(configuration.runLimits(), benchmark);
    }
  }

  private static void requireEndless(RunConfiguration configuration) {
    String space = configuration.space();
    requireTableless("strategy", configuration.strategy(), space);
    requireTableless("predictor", configuration.predictor(), space);
    requireTableless("evaluator", configuration.evaluator(), space);
    if (configuration.limits().areSet() || configuration.measuresLatency()) {
      throw Impossible.because(
          "limits",
          "limits cannot be set in %s: they are kept where all of a space is known, and it cannot be"
                  .formatted(space)
              + " enumerated");
    }
  }

  private static void requireTableless(String port, Object settings, String space) {
    if (settings instanceof NeedsBenchmark) {
      throw Impossible.because(
          port + ".type",
          "%s.type cannot be %s in %s: it needs a table of results, and there is none of a space"
                  .formatted(port, Components.name(port, settings), space)
              + " that cannot be enumerated");
    }
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
}
