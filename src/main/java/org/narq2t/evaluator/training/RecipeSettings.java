package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * How a network is trained; {@code python/narq2t/training/recipe.py} says what each part does, and
 * checks it.
 *
 * @param epochs of a training during the search
 * @param fraction share of the training images that is used then
 * @param stopWorst share of the trainings so far that one must be above after a third and after two
 *     thirds of its epochs, or it ends there; 0 for never
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
    int hopelessAfter,
    double stopWorst) {

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
    Impossible.unless(
        stopWorst >= 0 && stopWorst < 1, "stop_worst", stopWorst, "0 for never, or more, below 1");
  }

  /** The recipe of a final training: the whole data, never given up. */
  RecipeSettings whole(int finalEpochs) {
    return with(finalEpochs, 1, 0, 0);
  }

  /** The same for a training that no other decides upon. */
  RecipeSettings alone() {
    return with(epochs, fraction, hopelessAfter, 0);
  }

  private RecipeSettings with(int epochs, double fraction, int hopelessAfter, double stopWorst) {
    return new RecipeSettings(
        epochs,
        fraction,
        batch,
        learningRate,
        momentum,
        nesterov,
        weightDecay,
        flip,
        padding,
        cutout,
        mixedPrecision,
        hopelessAfter,
        stopWorst);
  }
}
