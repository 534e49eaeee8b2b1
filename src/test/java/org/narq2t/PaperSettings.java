package org.narq2t;

import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.run.RunConfiguration;
import org.narq2t.strategy.tiers.TiersSettings;

/** The settings of the paper's modules, of configurations that chose them. */
public final class PaperSettings {
  private PaperSettings() {}

  /** Those of the predictor. */
  public static Narq2tSettings narq2t(RunConfiguration configuration) {
    return (Narq2tSettings) configuration.predictor();
  }

  /** Those of the search. */
  public static TiersSettings tiers(RunConfiguration configuration) {
    return (TiersSettings) configuration.strategy();
  }
}
