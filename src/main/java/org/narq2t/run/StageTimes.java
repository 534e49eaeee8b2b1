package org.narq2t.run;

import java.util.List;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunResult.StageTime;

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

  /**
   * All stages.
   *
   * @param evaluate seconds of judging the run
   */
  List<StageTime> stages(double evaluate) {
    return List.of(
        new StageTime(Stage.LOAD, load),
        new StageTime(Stage.TRAIN, fit),
        new StageTime(Stage.SEARCH, search),
        new StageTime(Stage.EVALUATE, evaluate));
  }
}
