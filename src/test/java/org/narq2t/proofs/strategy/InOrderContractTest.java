package org.narq2t.proofs.strategy;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;

/** A strategy of nobody's making keeps what the product's own keep. */
class InOrderContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new InOrder(problem, queries, streams);
  }
}
