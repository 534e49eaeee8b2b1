package org.narq2t.loop;

import org.narq2t.ledger.Purpose;

/** Seconds that the loop spent on each stage of a run. */
public final class StageTimes {
  private double load;
  private double fit;
  private double search;

  void addRound(Purpose purpose, double seconds) {
    if (purpose == Purpose.SEARCH) {
      search += seconds;
    } else {
      load += seconds;
    }
  }

  void addFit(double seconds) {
    fit += seconds;
  }

  /** Seconds of looking up what the predictor learns from. */
  public double load() {
    return load;
  }

  /** Seconds of fitting it. */
  public double fit() {
    return fit;
  }

  /** Seconds of searching. */
  public double search() {
    return search;
  }
}
