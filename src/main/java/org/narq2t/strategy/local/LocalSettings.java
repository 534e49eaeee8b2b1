package org.narq2t.strategy.local;

import org.narq2t.configuration.Impossible;
import org.narq2t.strategy.StrategySettings;

/**
 * Settings of a local search.
 *
 * @param queries architectures that are trained in all
 * @param starts random architectures from the best of which a climb begins
 * @param mergeIsomorphic whether architectures that compute the same are trained once
 */
public record LocalSettings(int queries, int starts, boolean mergeIsomorphic)
    implements StrategySettings {

  /** A hundred queries. */
  public static final LocalSettings DEFAULT = new LocalSettings(100, 10, true);

  public LocalSettings {
    Impossible.unless(queries >= 1, "queries", queries, "1 or more");
    Impossible.unless(starts >= 1, "starts", starts, "1 or more");
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
