package org.narq2t.strategy.sample;

import org.narq2t.configuration.Impossible;
import org.narq2t.strategy.StrategySettings;

/**
 * Settings of a random sample to judge a predictor by.
 *
 * @param train architectures that the predictor learns from
 * @param validation further ones for a predictor that chooses an epoch by them; 0 for none
 */
public record SampleSettings(int train, int validation) implements StrategySettings {

  /** One percent of NAS-Bench-201. */
  public static final SampleSettings DEFAULT = new SampleSettings(156, 0);

  public SampleSettings {
    Impossible.unless(train >= 2, "train", train, "2 or more");
    Impossible.unless(validation >= 0, "validation", validation, "0 or more");
  }

  @Override
  public int training() {
    return train;
  }

  @Override
  public int lookUps() {
    return train + validation;
  }
}
