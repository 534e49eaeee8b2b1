package org.narq2t.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;

/**
 * A study and how far it is, as the command line's and the web interface's JSON show it.
 *
 * @param axes the names of their values
 * @param seeds all of them
 * @param planned the number of runs with the seeds that are done first
 * @param runs those that were submitted, left out in lists
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StudyOverview(
    String name,
    String title,
    String paper,
    Map<String, List<String>> axes,
    List<Long> seeds,
    int planned,
    StudyProgress progress,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Run> runs) {

  /**
   * A run of a study.
   *
   * @param values its label on each axis
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Run(
      long run,
      RunState state,
      Map<String, String> values,
      long seed,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long needs,
      @JsonInclude(JsonInclude.Include.NON_NULL) String message,
      OffsetDateTime startedAt,
      OffsetDateTime finishedAt,
      RunRecord.Progress progress) {}
}
