package org.narq2t.tracking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The states of a run, and which may follow which. */
public enum RunState {
  /** Waits for a worker. */
  QUEUED,
  /** A worker does it. */
  RUNNING,
  /** A worker does it, and was asked to stop. */
  CANCELLING,
  /** Somebody stopped it. */
  CANCELLED,
  /** It ended with an error. */
  FAILED,
  /** Its result is recorded. */
  FINISHED,
  /** Its process was stopped or died. */
  INTERRUPTED;

  /** As the database, the command line and the web interface spell it. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this name.
   *
   * @throws IllegalArgumentException if there is none, naming all
   */
  public static RunState of(String key) {
    return Arrays.stream(values())
        .filter(state -> state.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no state '%s'; allowed: %s"
                        .formatted(
                            key,
                            Arrays.stream(values())
                                .map(RunState::key)
                                .collect(Collectors.joining(", ")))));
  }

  /** Whether a worker has it. */
  public boolean isActive() {
    return this == RUNNING || this == CANCELLING;
  }

  /** Whether nothing more happens by itself. */
  public boolean isOver() {
    return this != QUEUED && !isActive();
  }

  /** Whether it can go on from its last checkpoint. */
  public boolean canResume() {
    return RESUMABLE.contains(this);
  }

  private static final List<RunState> RESUMABLE = List.of(CANCELLED, FAILED, INTERRUPTED);
}
