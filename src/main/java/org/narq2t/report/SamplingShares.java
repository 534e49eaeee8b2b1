package org.narq2t.report;

import java.util.List;
import java.util.function.ToIntFunction;
import org.narq2t.run.Iteration;

/**
 * What became of what a search drew under constraints, means over iterations of the shares, 0 to 1;
 * NaN if it drew nothing so.
 *
 * @param unknown not in the space, or of no known result
 * @param rejected not kept for another reason: it broke a constraint
 */
record SamplingShares(double unknown, double rejected) {

  static SamplingShares of(List<Iteration> iterations) {
    return new SamplingShares(
        mean(iterations, Iteration::unknown),
        mean(iterations, iteration -> iteration.rejected() - iteration.unknown()));
  }

  private static double mean(List<Iteration> iterations, ToIntFunction<Iteration> count) {
    return iterations.stream()
        .filter(iteration -> iteration.constrained() + iteration.rejected() > 0)
        .mapToDouble(
            iteration ->
                (double) count.applyAsInt(iteration)
                    / (iteration.constrained() + iteration.rejected()))
        .average()
        .orElse(Double.NaN);
  }

  /** Whether anything was drawn under constraints. */
  boolean isDrawn() {
    return !Double.isNaN(unknown);
  }

  /** A sentence for captions. */
  String sentence(String noun) {
    if (!isDrawn()) {
      return Messages.text("sampling.uniform");
    }
    return unknown == 0
        ? Messages.text("sampling.rejected", noun, Numbers.share(rejected))
        : Messages.text("sampling.unknown", noun, Numbers.share(unknown), Numbers.share(rejected));
  }
}
