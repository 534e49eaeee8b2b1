package org.narq2t.cli;

/** The remaining time of a search that trains, by the trainings so far. */
final class TrainingForecast {
  private final double budget;
  private final int trainings;
  private final double inFinals;
  private double spent;
  private int done;

  /** Of a search of which only the trainings so far are known. */
  static TrainingForecast open() {
    return new TrainingForecast(0, 0, 0, 0);
  }

  /**
   * @param budget seconds in all; 0 for no limit
   * @param trainings of the search at most; 0 for no limit
   * @param finals trainings after it
   * @param times as long as one of the search a final one takes
   */
  TrainingForecast(double budget, int trainings, int finals, double times) {
    this.budget = budget;
    this.trainings = trainings;
    this.inFinals = finals * times;
  }

  /** Another training is over. */
  void trained(double seconds) {
    done++;
    spent += Double.isNaN(seconds) ? 0 : seconds;
  }

  /** Trainings so far, final ones included. */
  int done() {
    return done;
  }

  /** Seconds of them. */
  double spent() {
    return spent;
  }

  /** Seconds left; NaN if that is open, or final trainings are under way without a budget. */
  double left() {
    double byTime = budget == 0 ? Double.NaN : Math.max(0, budget - spent);
    if (trainings == 0 || done == 0 || done > trainings) {
      return byTime;
    }
    double byCount = spent / done * (trainings - done + inFinals);
    return Double.isNaN(byTime) ? byCount : Math.min(byTime, byCount);
  }
}
