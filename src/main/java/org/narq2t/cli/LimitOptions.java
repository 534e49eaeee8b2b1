package org.narq2t.cli;

import java.util.Optional;
import org.narq2t.study.SearchLimits;
import picocli.CommandLine.Option;

/** The options of what a network that is searched for may cost. */
final class LimitOptions {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "The device that the network runs on; 'narq2t latency' lists all that were measured.")
  Optional<String> device = Optional.empty();

  @Option(
      names = "--max-latency",
      paramLabel = "TIME",
      description =
          "The longest that it may take there, with its unit: 12ms, 0.012s, 12000us. One image on"
              + " every device but gtx1080ti, whose official latencies are of 256.",
      converter = Units.Milliseconds.class)
  Optional<Double> maxLatency = Optional.empty();

  @Option(
      names = "--max-energy",
      paramLabel = "ENERGY",
      description =
          "The most energy that one image may take there, with its unit: 25mJ, 0.025J. The table"
              + " has it of HW-NAS-Bench's edgegpu, eyeriss and fpga.",
      converter = Units.Millijoules.class)
  Optional<Double> maxEnergy = Optional.empty();

  @Option(
      names = "--max-flops",
      paramLabel = "N",
      description = "The most FLOPs, for example 100M.",
      converter = Units.Count.class)
  Optional<Long> maxFlops = Optional.empty();

  @Option(
      names = "--max-params",
      paramLabel = "N",
      description = "The most parameters, for example 1.5M.",
      converter = Units.Count.class)
  Optional<Long> maxParameters = Optional.empty();

  @Option(
      names = "--margin",
      paramLabel = "X",
      description =
          "How far a prediction has to be below the limit, in expected errors of the predictor"
              + " (default 1.0); 0 risks more violations, 2 misses more of what would fit. The"
              + " default strategy weighs the chance to keep a limit instead.")
  Optional<Double> margin = Optional.empty();

  /** All that they say. */
  SearchLimits limits() {
    return limits(device);
  }

  /** The same where the device is this machine, which limits do not name. */
  SearchLimits here() {
    return limits(Optional.empty());
  }

  private SearchLimits limits(Optional<String> of) {
    return new SearchLimits(of, maxLatency, maxEnergy, maxFlops, maxParameters, margin);
  }
}
