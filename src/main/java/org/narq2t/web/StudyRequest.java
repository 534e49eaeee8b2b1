package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.study.Narrowing;

/** Which part of a study is to be done. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
    description = "All of it with the seeds that it does first, or a part",
    additionalProperties = Schema.False.class)
public record StudyRequest(
    @Schema(description = "Names of values, by axis; an axis that is left out is whole")
        Map<String, List<String>> axes,
    @Schema(description = "Only these seeds") List<Long> seeds,
    @Schema(description = "Settings of every run, key=value, such as strategy.top=3")
        List<String> overrides,
    @Schema(description = "Whether runs that were done or begun before count; true if left out")
        Boolean resume,
    @Schema(description = "The Ray cluster that is to do the runs; the service if left out")
        Ray ray) {

  /** A Ray cluster. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(additionalProperties = Schema.False.class)
  public record Ray(
      @Schema(description = "Of its dashboard, http://head:8265") String address,
      @Schema(description = "How many runs at once; as many as it has room for if left out")
          Integer workers,
      @Schema(description = "Of each run; one if left out") Integer cpus,
      @Schema(description = "Of each run; none if left out") Double gpus) {

    /** Where runs are done, {@code runs} of them. */
    WorkerSettings workers(int runs) {
      return new WorkerSettings(
          WorkerSettings.On.RAY,
          Optional.ofNullable(workers).orElse(runs),
          Optional.ofNullable(cpus).orElse(0),
          Optional.ofNullable(gpus).orElse(0.0),
          Optional.ofNullable(address).orElse(""));
    }
  }

  /** All of a study. */
  static final StudyRequest ALL = new StudyRequest(null, null, null, null, null);

  public StudyRequest {
    axes = axes == null ? Map.of() : Map.copyOf(axes);
    if (seeds != null && seeds.isEmpty()) {
      throw Refused.field("seeds", "'seeds' is empty: leave it out for those of the study");
    }
    seeds = seeds == null ? List.of() : List.copyOf(seeds);
    overrides = RunRequest.overrides(overrides);
    resume = resume == null || resume;
  }

  Narrowing narrowing() {
    return new Narrowing(axes, seeds, overrides);
  }
}
