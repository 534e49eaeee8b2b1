package org.narq2t.predictor;

import java.util.List;
import java.util.Map;
import org.narq2t.tier.BatchStatistics;

/**
 * The record of a fit.
 *
 * @param observations that it learnt from
 * @param seconds it took, those of interrupted processes included
 * @param epochs of a predictor that is trained by epochs; empty for others
 * @param statistics tier statistics of the batches that it learnt from, for sampling by turns;
 *     empty for a predictor without tiers
 * @param figures of the fitted model, by name, for example length scales
 */
public record FitRecord(
    int observations,
    double seconds,
    List<EpochRecord> epochs,
    List<BatchStatistics> statistics,
    Map<String, Double> figures) {

  public FitRecord {
    epochs = List.copyOf(epochs);
    statistics = List.copyOf(statistics);
    figures = Map.copyOf(figures);
  }

  /** The last epoch that was better than all before it; 0 without epochs. */
  public int bestEpoch() {
    return EpochRecord.best(epochs);
  }
}
