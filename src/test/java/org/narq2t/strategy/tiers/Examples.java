package org.narq2t.strategy.tiers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.ledger.Ledger;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintCosts;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.strategy.tiers.SamplingSettings.Operators;
import org.narq2t.strategy.tiers.SamplingSettings.Thresholds;
import org.narq2t.strategy.tiers.SamplingSettings.Vertices;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.Divergence;
import org.narq2t.tier.TierCounts;

/** A space, statistics and a ranker that search tests share. */
final class Examples {

  static final NasBench201 SPACE = new NasBench201();

  private Examples() {}

  static SamplingSettings settings(Mode mode, double randomProportion, ConstraintFailure failure) {
    return new SamplingSettings(
        mode,
        Operators.TOP_TIER,
        Vertices.BATCH_INTERVAL,
        randomProportion,
        40,
        25,
        100,
        failure,
        new Thresholds(0.1, 0.1, 0.1),
        0.1,
        4,
        Divergence.PROBABILITIES,
        ConstraintCosts.BOTH);
  }

  /**
   * Constraints of 60 or 300 million FLOPs and 0.5 or 2 million parameters; the top tier has only
   * the larger ones and only skip_connect and nor_conv_3x3.
   */
  static BatchStatistics statistics() {
    return new BatchStatistics(
        counts(new long[] {60_000_000, 300_000_000}, new long[] {0, 20}, new long[] {15, 5}),
        counts(new long[] {500_000, 2_000_000}, new long[] {0, 20}, new long[] {15, 5}),
        counts(
            new long[] {0, 1, 2, 3, 4},
            new long[] {0, 60, 0, 60, 0},
            new long[] {60, 15, 15, 15, 15}),
        counts(new long[] {4}, new long[] {20}, new long[] {20}));
  }

  private static TierCounts counts(long[] values, long[] top, long[] others) {
    return new TierCounts(values, new long[][] {top, others, others, others, others});
  }

  /** Scores an architecture by its index; the even ones are of tier 0, the odd ones of tier 1. */
  static final class ByIndex implements Predictor {

    private final List<BatchStatistics> statistics;
    private Optional<FitRecord> fitted = Optional.empty();

    ByIndex(List<BatchStatistics> statistics) {
      this.statistics = statistics;
    }

    @Override
    public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
      FitRecord record = new FitRecord(0, 0, List.of(), statistics, Map.of());
      fitted = Optional.of(record);
      return record;
    }

    @Override
    public Optional<FitRecord> fitted() {
      return fitted;
    }

    @Override
    public void save(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void load(Path file, FitRecord record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public Scores predict(int[] architectures) {
      float[] score = new float[architectures.length];
      float[] tiers = new float[2 * architectures.length];
      for (int i = 0; i < score.length; i++) {
        score[i] = architectures[i];
        tiers[2 * i + architectures[i] % 2] = 1;
      }
      return new Scores(score, tiers, 2, new float[0]);
    }
  }

  static double[] accuracies(double offset) {
    return IntStream.range(0, SPACE.size()).mapToDouble(index -> offset + index / 1000.0).toArray();
  }
}
