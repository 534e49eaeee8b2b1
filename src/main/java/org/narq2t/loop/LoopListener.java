package org.narq2t.loop;

import org.narq2t.ledger.Round;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;

/** Hears of the steps of a run as they end. */
public interface LoopListener extends FitListener {

  /**
   * A round is over.
   *
   * @param searchRounds the rounds of the search so far, this one included if it is one
   */
  void ended(int searchRounds, Round round);

  /** The predictor is fitted. */
  void fitted(FitRecord record);
}
