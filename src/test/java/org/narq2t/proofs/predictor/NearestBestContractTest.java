package org.narq2t.proofs.predictor;

import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorContract;
import org.narq2t.space.Space;
import org.narq2t.strategy.WordResults;
import org.narq2t.strategy.Words;

/** A predictor of nobody's making keeps what the product's own keep. */
class NearestBestContractTest extends PredictorContract {
  private static final Words WORDS = new Words();

  @Override
  protected Space space() {
    return WORDS;
  }

  @Override
  protected double accuracy(int word) {
    return new WordResults().accuracy(word);
  }

  @Override
  protected Predictor predictor(long seed) {
    return new NearestBest(WORDS);
  }
}
