package org.narq2t.tracking;

import java.util.Optional;
import org.narq2t.python.PythonFailure;

/**
 * How a run ended without a result.
 *
 * @param message why, as its record says it
 */
record RunEnd(RunState state, String message) {

  /**
   * @param why what was thrown
   * @param stopping whether the process is being stopped: what fails then, fails for that
   * @param cancelled whether somebody asked for the end of the run
   */
  static RunEnd of(Throwable why, boolean stopping, boolean cancelled) {
    boolean stopped =
        stopping
            || why instanceof RunStopped
            || why instanceof PythonFailure failure && failure.isStop();
    if (!stopped) {
      return new RunEnd(
          RunState.FAILED,
          Optional.ofNullable(why.getMessage()).orElse(why.getClass().getSimpleName()));
    }
    return cancelled
        ? new RunEnd(RunState.CANCELLED, "on request")
        : new RunEnd(RunState.INTERRUPTED, "its process was stopped");
  }
}
