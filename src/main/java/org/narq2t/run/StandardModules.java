package org.narq2t.run;

import java.util.Optional;
import org.narq2t.predictor.PredictorSettings;

/** The strategy and the predictor of a search that names none, from a file of {@code configs/}. */
public record StandardModules(String strategy, String predictor) {

  /** Those of a configuration. */
  public static StandardModules of(RunConfiguration standard) {
    return new StandardModules(standard.strategyName(), standard.predictorName());
  }

  /** The name of the strategy that searches. */
  public String strategy(Optional<String> asked) {
    return asked.orElse(strategy);
  }

  /** The name of the predictor that learns for a strategy; other strategies search without one. */
  public String predictor(String searching, Optional<String> asked) {
    return asked.orElse(searching.equals(strategy) ? predictor : PredictorSettings.NONE);
  }
}
