package org.narq2t.study;

import java.util.List;
import java.util.OptionalInt;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Axis.AxisValue;

/**
 * The runs of a study, or of a part of it.
 *
 * @param runs seed by seed, so that a study that is cut off has whole rows with fewer seeds
 */
public record StudyPlan(Study study, List<PlannedRun> runs) {

  /**
   * A run.
   *
   * @param values one of each axis
   * @param needs place in the plan of the run whose predictor it searches with, before its own
   */
  public record PlannedRun(
      List<AxisValue> values, RunConfiguration configuration, OptionalInt needs) {

    /** For example {@code cifar10 seed 1}. */
    public String name() {
      return "%s seed %d"
          .formatted(
              String.join(" ", values.stream().map(AxisValue::name).toList()),
              configuration.seed());
    }
  }
}
