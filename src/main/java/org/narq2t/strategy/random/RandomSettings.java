package org.narq2t.strategy.random;

import org.narq2t.configuration.Impossible;
import org.narq2t.strategy.StrategySettings;

/**
 * Settings of a random search.
 *
 * @param queries architectures that are trained in all
 * @param batch architectures that are drawn at once
 * @param mergeIsomorphic whether architectures that compute the same are drawn once
 */
public record RandomSettings(int queries, int batch, boolean mergeIsomorphic)
    implements StrategySettings {

  /** A hundred queries. */
  public static final RandomSettings DEFAULT = new RandomSettings(100, 10, true);

  public RandomSettings {
    Impossible.unless(queries >= 1, "queries", queries, "1 or more");
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
