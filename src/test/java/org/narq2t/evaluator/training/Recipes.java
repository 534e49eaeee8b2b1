package org.narq2t.evaluator.training;

/** The benchmark's recipe. */
final class Recipes {
  private Recipes() {}

  static RecipeSettings of(int epochs) {
    return new RecipeSettings(epochs, 1, 256, 0.1, 0.9, true, 5e-4, true, -1, 0, false, 0, 0);
  }
}
