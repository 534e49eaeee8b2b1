package org.narq2t.tracking;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;

/**
 * A row of the table of runs.
 *
 * @param benchmark {@code real} or {@code surrogate}
 * @param needs the run whose fitted predictor it searches with; null if it fits its own
 * @param study the study that it belongs to; null if it belongs to none
 * @param cluster that is to do it, see {@link ClusterRuns}; null for any worker
 * @param startedAt null before it started
 * @param finishedAt null before it ended
 * @param changed how many settings are not those of its preset; null if that is not known
 * @param message why it ended; null if it finished, or has not ended
 */
public record RunRecord(
    long id,
    String name,
    RunState state,
    String space,
    String dataset,
    String preset,
    long seed,
    String benchmark,
    Long needs,
    String study,
    String cluster,
    String worker,
    OffsetDateTime submittedAt,
    OffsetDateTime startedAt,
    OffsetDateTime finishedAt,
    String message,
    Integer changed,
    @Nested RunLabel label,
    @Nested Progress progress) {

  @JdbiConstructor
  public RunRecord {}

  /**
   * How far a run is.
   *
   * @param stage load, train, search or evaluate; null before it started
   * @param steps batches or iterations of the stage, 0 if they are not counted
   * @param stepsDone of these
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Progress(String stage, int steps, int stepsDone) {
    static final Progress NONE = new Progress(null, 0, 0);

    /** The share that is done, in %; 0 where steps are not counted. */
    public int percent() {
      return steps == 0 ? 0 : (int) (100L * stepsDone / steps);
    }
  }
}
