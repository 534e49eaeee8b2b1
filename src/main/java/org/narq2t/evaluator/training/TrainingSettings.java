package org.narq2t.evaluator.training;

import org.narq2t.evaluator.EvaluatorSettings;

/** Real trainings on a user's own images. */
public record TrainingSettings(
    ImageSettings images, NetworkSettings network, RecipeSettings recipe, FinalSettings finals)
    implements EvaluatorSettings {

  @Override
  public boolean trains() {
    return true;
  }

  /** As long as a training of the search a final one takes, at most. */
  public double timesOfFinals() {
    return finals.epochs() / (recipe.epochs() * recipe.fraction());
  }

  /** The recipe of a final training. */
  public RecipeSettings finalRecipe() {
    return recipe.whole(finals.epochs());
  }
}
