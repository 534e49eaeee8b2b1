package org.narq2t.predictor.narq2t;

import org.narq2t.configuration.Impossible;

/**
 * How the ranker is trained (Algorithm 3, Sec. IV-A).
 *
 * @param learningRateFactor lr = factor · D^-0.5 · min(step^-0.5, step · warmup^-1.5)
 * @param lambdaRank weight λ2 of the ranking loss in Eq. 14
 * @param lambdaLatency weight λ1 of the latency loss; 0 builds no latency head
 * @param rankingReduction how the pairs of Eq. 9 are put together
 * @param losses which of the two losses of accuracy are learnt; runs of earlier versions say
 *     nothing, and had both
 * @param precision runs of earlier versions say nothing, and had float32
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    double learningRateFactor,
    int warmupSteps,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double lambdaRank,
    double lambdaLatency,
    RankingReduction rankingReduction,
    Losses losses,
    Precision precision) {

  /** Eq. 9 prints the sum over pairs; the authors' code takes the mean. */
  public enum RankingReduction {
    MEAN,
    SUM
  }

  /** Which losses of accuracy the sum of Eq. 14 has (Table V). */
  public enum Losses {
    TIERS_AND_RANKING,
    /** No ranking: the score of an architecture is the odds that it is of tier 1. */
    TIERS,
    /**
     * No classifier: the tiers serve the statistics alone, and candidates come from all samples.
     */
    RANKING
  }

  /** The precision of matrix products in encoder and decoder, in training; all else is float32. */
  public enum Precision {
    FLOAT32,
    /** Only where the processor or the GPU multiplies in it: see {@code Preflight}. */
    BFLOAT16
  }

  public TrainingSettings {
    losses = losses == null ? Losses.TIERS_AND_RANKING : losses;
    precision = precision == null ? Precision.FLOAT32 : precision;
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
    Impossible.unless(batchSize >= 2, "batch_size", batchSize, "2 or more, to have a pair to rank");
    Impossible.unless(
        learningRateFactor > 0, "learning_rate_factor", learningRateFactor, "more than 0");
    Impossible.unless(warmupSteps >= 1, "warmup_steps", warmupSteps, "1 or more");
    Impossible.unless(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 or more, less than 1");
    Impossible.unless(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 or more, less than 1");
    Impossible.unless(epsilon > 0, "epsilon", epsilon, "more than 0");
    Impossible.unless(weightDecay >= 0, "weight_decay", weightDecay, "0 or more");
    Impossible.unless(lambdaRank >= 0, "lambda_rank", lambdaRank, "0 or more");
    Impossible.unless(lambdaLatency >= 0, "lambda_latency", lambdaLatency, "0 or more");
  }
}
