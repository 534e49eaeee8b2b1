package org.narq2t.run;

import org.narq2t.ledger.Purpose;

/** Seconds of the stages of a run. */
final class StageTimes {
  private double load;
  private double fit;
  private double search;

  void round(Purpose purpose, double seconds) {
    if (purpose == Purpose.SEARCH) {
      search += seconds;
    } else {
      load += seconds;
    }
  }

  void fit(double seconds) {
    fit += seconds;
  }

  /** Seconds of the rounds before the search. */
  double load() {
    return load;
  }

  /** Seconds of all fits. */
  double fit() {
    return fit;
  }

  /** Seconds of the rounds of the search. */
  double search() {
    return search;
  }
}
