package org.narq2t.run;

import java.util.List;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.EndlessSpaceModule;
import org.narq2t.space.SpaceModule;
import org.narq2t.strategy.Strategy;

/**
 * Modules that are added beside the program's own, without a change of it: found by {@link
 * java.util.ServiceLoader}.
 */
public interface AddedModules {

  /** Search spaces. */
  default List<SpaceModule> spaces() {
    return List.of();
  }

  /** Search spaces that cannot be enumerated. */
  default List<EndlessSpaceModule> endlessSpaces() {
    return List.of();
  }

  /** Predictors. */
  default List<Module<?, RunContext, Predictor>> predictors() {
    return List.of();
  }

  /** Evaluators. */
  default List<Module<?, RunContext, Evaluator>> evaluators() {
    return List.of();
  }

  /** Strategies. */
  default List<Module<?, SearchContext, Strategy>> strategies() {
    return List.of();
  }
}
