package org.narq2t.predictor;

/** Hears how far a fit is. A predictor that is quick need not tell. */
public interface FitListener {

  /** A fit that nobody listens to. */
  FitListener NONE =
      new FitListener() {
        @Override
        public void begun(int steps, int done) {}

        @Override
        public void finished(EpochRecord epoch) {}
      };

  /**
   * A fit begins.
   *
   * @param steps its batches, 0 if they are not counted
   * @param done how many of them an earlier process did
   */
  void begun(int steps, int done);

  /** An epoch is done. */
  void finished(EpochRecord epoch);
}
