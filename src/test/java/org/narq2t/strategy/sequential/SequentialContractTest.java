package org.narq2t.strategy.sequential;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

class SequentialContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new Sequential(problem, predictor, settings(queries), streams);
  }

  SequentialSettings settings(int queries) {
    return new SequentialSettings(
        queries,
        6,
        Design.RANDOM,
        4,
        Acquisition.UPPER_CONFIDENCE_BOUND,
        Acquisition.UPPER_CONFIDENCE_BOUND,
        1,
        0.5,
        0.2,
        60,
        3,
        true);
  }
}
