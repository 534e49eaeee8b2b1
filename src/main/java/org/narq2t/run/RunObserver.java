package org.narq2t.run;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows every run from its beginning to its end, to tell of it elsewhere. What it does must not
 * fail or slow a run: both methods and the listener return at once and throw nothing.
 */
public interface RunObserver {

  /**
   * A run begins, or goes on after it was interrupted.
   *
   * @param number in the database
   * @param name of the run and of its folder
   * @param environment what the run runs on, as its folder records it
   * @return hears every event of the run, on the thread on which it happens
   */
  Consumer<RunEvent> observe(
      long number, String name, RunConfiguration configuration, Map<String, Object> environment);

  /**
   * A run is over and recorded.
   *
   * @param state as in the database: {@code finished}, {@code failed}, {@code cancelled}, {@code
   *     interrupted}
   * @param message why it has no result; empty if it has one
   */
  void ended(long number, String state, String message);
}
