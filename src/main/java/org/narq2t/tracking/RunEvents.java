package org.narq2t.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The events of each run, in order. A run that goes on after an interruption repeats the events of
 * the epoch or iteration that was cut off: who listens goes by the numbers in the payload.
 */
@ApplicationScoped
public class RunEvents {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  RunEvents(Database database) {
    this.database = database;
  }

  /**
   * One event.
   *
   * @param number from 1, by run
   * @param kind {@code state}, {@code stage}, {@code epoch}, {@code iteration}, or {@code network}:
   *     an epoch of a network that is trained on own images
   * @param payload JSON: a state and a message, or the fields of the {@code RunEvent}; clients are
   *     told it as {@link EventJson} spells it
   */
  public record RecordedEvent(int number, String kind, OffsetDateTime at, String payload) {}

  /** The events of a run after one that is known, 0 for all. */
  public List<RecordedEvent> after(long run, int number) {
    return database.query(
        "SELECT number, kind, at, payload FROM event WHERE run_id = :run AND number > :number"
            + " ORDER BY number",
        query -> query.bind("run", run).bind("number", number).mapTo(RecordedEvent.class).list());
  }

  static void state(Handle handle, long run, RunState state, String message) {
    add(handle, run, "state", Map.of("state", state.key(), "message", message));
  }

  static void add(Handle handle, long run, String kind, Object payload) {
    try {
      handle
          .createUpdate(
              "INSERT INTO event (run_id, number, kind, at, payload) SELECT :run,"
                  + " COALESCE(MAX(number), 0) + 1, :kind, CURRENT_TIMESTAMP, :payload FROM event"
                  + " WHERE run_id = :run")
          .bind("run", run)
          .bind("kind", kind)
          .bind("payload", JSON.writeValueAsString(payload))
          .execute();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
