package org.narq2t.strategy.tiers;

import org.narq2t.configuration.Impossible;

/**
 * How many trained architectures a run may look at before it searches.
 *
 * @param train to train the ranker on
 * @param validation to choose the best epoch with
 */
public record SplitSettings(int train, int validation) {
  public SplitSettings {
    Impossible.unless(train >= 2, "train", train, "2 or more");
    Impossible.unless(validation >= 1, "validation", validation, "1 or more");
  }
}
