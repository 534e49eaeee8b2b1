package org.narq2t.strategy.evolution;

import org.narq2t.configuration.Impossible;
import org.narq2t.strategy.StrategySettings;

/**
 * Settings of a regularised evolution.
 *
 * @param queries architectures that are trained in all
 * @param population architectures that live at once
 * @param tournament how many of them, drawn with replacement, contend to be a parent
 * @param batch children that are born at once, of one population
 * @param mergeIsomorphic whether architectures that compute the same are trained once
 */
public record EvolutionSettings(
    int queries, int population, int tournament, int batch, boolean mergeIsomorphic)
    implements StrategySettings {

  /** A hundred queries, child by child. */
  public static final EvolutionSettings DEFAULT = new EvolutionSettings(100, 30, 10, 1, true);

  public EvolutionSettings {
    Impossible.unless(queries >= 1, "queries", queries, "1 or more");
    Impossible.unless(population >= 1, "population", population, "1 or more");
    Impossible.unless(
        tournament >= 1 && tournament <= population,
        "tournament",
        tournament,
        "1 to population = " + population);
    Impossible.unless(batch >= 1, "batch", batch, "1 or more");
  }

  @Override
  public int training() {
    return 0;
  }

  @Override
  public int lookUps() {
    return queries;
  }
}
