package org.narq2t.evaluation;

import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.KendallsCorrelation;

/** Rank correlation of predicted scores with accuracies. */
public final class KendallTau {

  private KendallTau() {}

  /**
   * Kendall's tau-b, -1 to 1, which corrects for ties; pairs with an unknown accuracy (NaN) are
   * left out. NaN if one side is constant.
   *
   * @throws IllegalArgumentException if lengths differ or fewer than two accuracies are known
   */
  public static double between(float[] scores, double[] accuracies) {
    if (scores.length != accuracies.length) {
      throw new IllegalArgumentException(
          "%d scores but %d accuracies".formatted(scores.length, accuracies.length));
    }
    int[] known =
        IntStream.range(0, scores.length).filter(i -> !Double.isNaN(accuracies[i])).toArray();
    if (known.length < 2) {
      throw new IllegalArgumentException("a correlation needs at least two known accuracies");
    }
    double[] x = IntStream.of(known).mapToDouble(i -> scores[i]).toArray();
    double[] y = IntStream.of(known).mapToDouble(i -> accuracies[i]).toArray();
    return new KendallsCorrelation().correlation(x, y);
  }
}
