package org.narq2t.strategy.local;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;

class LocalSearchContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new LocalSearch(problem, new LocalSettings(queries, 3, true), streams);
  }
}
