package org.narq2t.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * The data of one run's plots; the page's script reads it as JSON.
 *
 * @param group the group's key
 * @param accuracy what results are reported by
 * @param noun what the space holds
 * @param taus Kendall's tau, in words
 * @param tiers the number of tiers, 0 without
 * @param bestEpoch from 0
 * @param confusion architectures by true and predicted tier
 * @param latency none if the run learnt none
 */
record RunCharts(
    String group,
    String accuracy,
    String noun,
    String taus,
    long seed,
    int tiers,
    RankScatter ranks,
    List<SearchCurve> curves,
    Training training,
    int bestEpoch,
    long[][] confusion,
    List<TierHistogram.Batch> batches,
    List<LatencyScatter> latency) {

  /** Means over an epoch, by epoch; accuracies are shares from 0 to 1. */
  record Training(
      double[] trainLoss,
      double[] tierLoss,
      double[] rankingLoss,
      double[] latencyLoss,
      double[] validationLoss,
      double[] trainAccuracy,
      double[] validationAccuracy) {}

  static RunCharts of(Presenter space, RunGroup group, Experiment.Finished run) {
    RunResult result = run.result();
    Accuracies accuracies = group.accuracies();
    return new RunCharts(
        group.variant().key(),
        accuracies.reported().key(),
        group.scope().noun(),
        taus(result, accuracies),
        result.configuration().seed(),
        result.configuration().predictor().tiers(),
        RankScatter.of(run, accuracies),
        SelectionRule.reporting(accuracies.reported()).stream()
            .filter(rule -> accuracies.members() > 0) // else nothing could be found
            .map(rule -> SearchCurve.of(rule, result, accuracies))
            .toList(),
        training(result.epochs()),
        result.bestEpoch(),
        result.ranking().tiers().counts(),
        TierHistogram.of(space, result),
        LatencyScatter.of(group, run));
  }

  private static String taus(RunResult run, Accuracies accuracies) {
    String validation = Numbers.correlation(run.ranking().tauValidation());
    return accuracies.reported() == Split.TEST
        ? "%s (validation), %s (test)"
            .formatted(validation, Numbers.correlation(run.ranking().tauTest()))
        : validation;
  }

  private static Training training(List<EpochRecord> epochs) {
    return new Training(
        by(epochs, epoch -> epoch.train().loss()),
        by(epochs, epoch -> epoch.train().tierLoss()),
        by(epochs, epoch -> epoch.train().rankingLoss()),
        by(epochs, epoch -> epoch.train().latencyLoss()),
        by(epochs, epoch -> epoch.validation().loss()),
        by(epochs, epoch -> epoch.train().tierAccuracy()),
        by(epochs, epoch -> epoch.validation().tierAccuracy()));
  }

  private static double[] by(List<EpochRecord> epochs, ToDoubleFunction<EpochRecord> value) {
    return epochs.stream().mapToDouble(value).map(Numbers::rounded).toArray();
  }
}
