package org.narq2t.strategy.random;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;

class RandomStrategyContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new RandomStrategy(problem, new RandomSettings(queries, 4, true), streams);
  }
}
