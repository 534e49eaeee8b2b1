package org.narq2t.strategy.sequential;

import org.narq2t.strategy.sequential.SequentialSettings.Design;

/** With functions that are drawn anew in each round, and a first design by strata. */
class ThompsonContractTest extends SequentialContractTest {

  @Override
  SequentialSettings settings(int queries) {
    return new SequentialSettings(
        queries,
        6,
        Design.STRATA,
        4,
        Acquisition.THOMPSON_SAMPLING,
        Acquisition.THOMPSON_SAMPLING,
        0,
        0.5,
        0.2,
        60,
        3,
        false);
  }
}
