package org.narq2t.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.run.Candidate;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Report;

/**
 * The curves of one run, as TensorBoard and MLflow show them; what is unknown has no point. Losses
 * are weighted as in the total, tier accuracies from 0 to 1, accuracies in %.
 */
public final class Curves {
  private double bestValidation = Double.NaN;
  private double bestTest = Double.NaN;
  private int lookUps;

  /** The points of an epoch. */
  public List<Scalar> epoch(EpochRecord epoch) {
    EpochResult train = epoch.train();
    int step = train.epoch();
    return known(
        new Scalar("loss/train", step, train.loss()),
        new Scalar("loss/validation", step, epoch.validation().loss()),
        new Scalar("loss/train_tier", step, train.tierLoss()),
        new Scalar("loss/train_ranking", step, train.rankingLoss()),
        new Scalar("loss/train_latency", step, train.latencyLoss()),
        new Scalar("tier_accuracy/train", step, train.tierAccuracy()),
        new Scalar("tier_accuracy/validation", step, epoch.validation().tierAccuracy()),
        new Scalar("learning_rate", step, train.learningRate()));
  }

  /**
   * The points after an iteration of the search, of the candidates so far; call it in their order.
   *
   * @param topTier how many of the sampled were predicted to be in the top tier
   */
  public List<Scalar> iteration(int iteration, int topTier, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      bestValidation = higher(bestValidation, candidate.validation());
      bestTest = higher(bestTest, candidate.test());
    }
    lookUps += candidates.size();
    return known(
        new Scalar("search/best_validation", iteration, bestValidation),
        new Scalar("search/best_test", iteration, bestTest),
        new Scalar("search/look_ups", iteration, lookUps),
        new Scalar("search/top_tier", iteration, topTier));
  }

  /** The results of the run, each with the rule that selected it in its name. */
  public static List<Scalar> figures(RunResult result) {
    List<Scalar> figures = new ArrayList<>();
    result.figures().forEach((name, value) -> figures.add(figure(name, value)));
    for (Report report : result.reports()) {
      figures.add(figure(report.protocol().key() + "_rank", report.outcome().rank().place()));
    }
    return known(figures.toArray(Scalar[]::new));
  }

  private static Scalar figure(String name, double value) {
    return new Scalar("final/" + name, 0, value);
  }

  private static List<Scalar> known(Scalar... scalars) {
    return Stream.of(scalars).filter(Scalar::isKnown).toList();
  }

  private static double higher(double best, double other) {
    return Double.isNaN(best) || other > best ? other : best;
  }
}
