package org.narq2t.strategy.sample;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;

class SampleContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new Sample(problem, new SampleSettings(queries - 4, 4), streams);
  }
}
