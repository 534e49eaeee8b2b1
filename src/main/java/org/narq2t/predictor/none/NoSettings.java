package org.narq2t.predictor.none;

import org.narq2t.predictor.PredictorSettings;

/** No predictor: for strategies that ask none. */
public record NoSettings() implements PredictorSettings {
  @Override
  public boolean learns() {
    return false;
  }
}
