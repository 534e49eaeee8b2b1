package org.narq2t.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.narq2t.evaluation.Protocol;
import org.narq2t.experiment.Experiment;
import org.narq2t.experiment.RunEvent.EpochRecord;
import org.narq2t.experiment.RunResult;

/**
 * The data of one run's plots; the page's script reads it as JSON.
 *
 * @param tiers the number of tiers, 0 without
 * @param bestEpoch from 0
 * @param confusion architectures by true and predicted tier
 */
record RunCharts(
    String dataset,
    long seed,
    int tiers,
    String tauValidation,
    String tauTest,
    RankScatter ranks,
    List<SearchCurve> curves,
    Training training,
    int bestEpoch,
    long[][] confusion,
    List<TierHistogram.Batch> batches) {

  /** Means over an epoch, by epoch; accuracies are shares from 0 to 1. */
  record Training(
      double[] trainLoss,
      double[] tierLoss,
      double[] rankingLoss,
      double[] validationLoss,
      double[] trainAccuracy,
      double[] validationAccuracy) {}

  static RunCharts of(Experiment.Finished run, Accuracies accuracies) {
    RunResult result = run.result();
    return new RunCharts(
        result.configuration().dataset().key(),
        result.configuration().seed(),
        result.configuration().tiers(),
        Numbers.correlation(result.ranking().tauValidation()),
        Numbers.correlation(result.ranking().tauTest()),
        RankScatter.of(run, accuracies),
        Stream.of(Protocol.values())
            .map(protocol -> SearchCurve.of(protocol, result, accuracies))
            .toList(),
        training(result.epochs()),
        result.bestEpoch(),
        result.ranking().tiers().counts(),
        TierHistogram.of(result));
  }

  private static Training training(List<EpochRecord> epochs) {
    return new Training(
        by(epochs, epoch -> epoch.train().loss()),
        by(epochs, epoch -> epoch.train().tierLoss()),
        by(epochs, epoch -> epoch.train().rankingLoss()),
        by(epochs, epoch -> epoch.validation().loss()),
        by(epochs, epoch -> epoch.train().tierAccuracy()),
        by(epochs, epoch -> epoch.validation().tierAccuracy()));
  }

  private static double[] by(List<EpochRecord> epochs, ToDoubleFunction<EpochRecord> value) {
    return epochs.stream().mapToDouble(value).map(Numbers::rounded).toArray();
  }
}
