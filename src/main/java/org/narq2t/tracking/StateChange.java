package org.narq2t.tracking;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * One conditional change of the state of a run. If two want to change the same run, one does.
 *
 * @param message why; empty for none
 * @param assignments further columns in SQL, beside state and message
 * @param condition in SQL
 * @param bindings of the variables in both
 */
record StateChange(
    RunState to,
    String message,
    String assignments,
    String condition,
    Map<String, Object> bindings) {
  private static final int MESSAGE_LENGTH = 2000;
  private static final String OVER = "finished_at = CURRENT_TIMESTAMP";

  StateChange {
    message = message.substring(0, Math.min(MESSAGE_LENGTH, message.length()));
  }

  /** The end of a run that is in a state. */
  static StateChange end(RunState to, String message, String condition) {
    return end(to, message, condition, Map.of());
  }

  static StateChange end(
      RunState to, String message, String condition, Map<String, Object> bindings) {
    return new StateChange(to, message, OVER, condition, bindings);
  }

  /** Changes a run and records it as an event; false if the condition does not hold. */
  boolean apply(Handle handle, long run) {
    boolean changed =
        RunLocked.change(
            run,
            handle
                .createUpdate(
                    "UPDATE run SET state = :to, message = :message, "
                        + assignments
                        + " WHERE id = :id AND "
                        + condition)
                .bind("to", to.key())
                .bind("message", message.isEmpty() ? null : message)
                .bind("id", run)
                .bindMap(bindings));
    if (changed) {
      RunEvents.state(handle, run, to, message);
    }
    return changed;
  }
}
