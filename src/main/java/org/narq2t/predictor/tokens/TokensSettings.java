package org.narq2t.predictor.tokens;

import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.NetworkWeights;
import org.narq2t.predictor.PredictorSettings;

/**
 * NARQ2T with an operator for a token, sized for few labels: an ensemble of small encoders with
 * tier queries; see {@code python/narq2t/predictors/q2t}.
 *
 * @param members of the ensemble, whose disagreement is the deviation
 * @param width D
 * @param heads attention heads; must divide {@code width}
 * @param layers of the encoder
 * @param hidden width of every two-layer block
 * @param tiers number of quality tiers
 * @param dropout probability
 * @param rate the highest learning rate
 * @param weightDecay of the matrices
 * @param batch cells of a step
 * @param steps at least, from drawn weights
 * @param epochs at least, from drawn weights: decides where labels are many
 * @param firstStage labels of the first warm start; 0 for none
 * @param warmShare of these steps after a warm start
 * @param warmKeep of the old weights; the rest is drawn anew
 * @param ranking loss over pairs: {@code logistic} or {@code hinge}
 * @param margin of {@code hinge}, in standard deviations of the targets
 * @param lambdaRank weight of the ranking loss
 * @param lambdaTier weight of the tier loss
 * @param lambdaValue weight of the squared error
 * @param target what accuracies become before they are learnt
 */
public record TokensSettings(
    int members,
    int width,
    int heads,
    int layers,
    int hidden,
    int tiers,
    double dropout,
    double rate,
    double weightDecay,
    int batch,
    int steps,
    double epochs,
    int firstStage,
    double warmShare,
    double warmKeep,
    String ranking,
    double margin,
    double lambdaRank,
    double lambdaTier,
    double lambdaValue,
    String target)
    implements PredictorSettings, NeedsBenchmark {

  public TokensSettings {
    Impossible.unlessWithin("members", members, 1, 100);
    Impossible.unless(tiers >= 2, "tiers", tiers, "2 or more");
    Impossible.unless(width >= 1, "width", width, "1 or more");
    Impossible.unless(hidden >= 1, "hidden", hidden, "1 or more");
    NetworkWeights.require(layers, members * (4.0 * width * width + 2.0 * width * hidden));
    Impossible.unless(
        heads >= 1 && width % heads == 0, "heads", heads, "a divisor of width = " + width);
    Impossible.unless(dropout >= 0 && dropout < 1, "dropout", dropout, "0 or more, less than 1");
    Impossible.unless(rate > 0, "rate", rate, "more than 0");
    Impossible.unless(batch >= 1, "batch", batch, "1 or more");
    Impossible.unless(steps >= 1, "steps", steps, "1 or more");
  }
}
