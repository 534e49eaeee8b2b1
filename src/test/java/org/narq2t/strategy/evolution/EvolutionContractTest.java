package org.narq2t.strategy.evolution;

import org.narq2t.predictor.Predictor;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategyContract;

class EvolutionContractTest extends StrategyContract {

  @Override
  protected Strategy strategy(
      Problem problem, Predictor predictor, int queries, RandomStreams streams) {
    return new RegularisedEvolution(
        problem, new EvolutionSettings(queries, 6, 3, 2, true), streams);
  }
}
