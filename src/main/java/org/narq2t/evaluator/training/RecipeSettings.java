package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * How a network is trained; {@code python/narq2t/training/recipe.py} says what each part does, and
 * checks it.
 *
 * @param epochs of a training during the search
 * @param fraction share of the training images that is used then
 */
public record RecipeSettings(
    int epochs,
    double fraction,
    int batch,
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    boolean flip,
    int padding,
    int cutout,
    boolean mixedPrecision,
    int hopelessAfter) {

  public RecipeSettings {
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
    Impossible.unless(fraction > 0 && fraction <= 1, "fraction", fraction, "above 0, at most 1");
    Impossible.unless(batch >= 2, "batch", batch, "2 or more");
    Impossible.unless(learningRate > 0, "learning_rate", learningRate, "above 0");
    Impossible.unless(momentum >= 0 && momentum < 1, "momentum", momentum, "0 or more, below 1");
    Impossible.unless(weightDecay >= 0, "weight_decay", weightDecay, "0 or more");
    Impossible.unless(padding >= -1, "padding", padding, "-1 for an eighth of the image, or more");
    Impossible.unless(cutout >= 0, "cutout", cutout, "0 or more");
    Impossible.unless(hopelessAfter >= 0, "hopeless_after", hopelessAfter, "0 for never, or more");
  }

  /** The recipe of a final training: the whole data, never given up. */
  RecipeSettings whole(int finalEpochs) {
    return new RecipeSettings(
        finalEpochs,
        1,
        batch,
        learningRate,
        momentum,
        nesterov,
        weightDecay,
        flip,
        padding,
        cutout,
        mixedPrecision,
        0);
  }
}
