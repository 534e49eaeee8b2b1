package org.narq2t.strategy;

import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorContract;
import org.narq2t.space.Space;

/** The predictor that the strategies are tested with is one. */
class WordPredictorContractTest extends PredictorContract {

  @Override
  protected Space space() {
    return new Words();
  }

  @Override
  protected double accuracy(int word) {
    return new WordResults().accuracy(word);
  }

  @Override
  protected Predictor predictor(long seed) {
    return new WordPredictor();
  }
}
