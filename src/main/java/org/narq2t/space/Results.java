package org.narq2t.space;

/** Trained results of a space, by architecture; NaN where one is unknown. */
public interface Results {

  /** Validation accuracy in %. */
  double validation(int architecture, Task task);

  /** Test accuracy in %. */
  double test(int architecture, Task task);

  /** Official latency in seconds. */
  double latency(int architecture, Task task);

  /** Seconds of one training. */
  double trainingTime(int architecture, Task task);
}
