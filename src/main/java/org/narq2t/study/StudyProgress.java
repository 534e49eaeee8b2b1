package org.narq2t.study;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;

/**
 * How far a study is.
 *
 * @param counts of runs by state; states that none is in are absent
 * @param remaining as long as the runs that are over took on average, shared among the workers that
 *     are at it; empty before the first is over, or if nothing is left to do
 */
public record StudyProgress(int runs, Map<RunState, Integer> counts, Optional<Duration> remaining) {

  /** Counts runs. */
  public static StudyProgress of(List<RunRecord> runs, OffsetDateTime now) {
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    runs.forEach(run -> counts.merge(run.state(), 1, Integer::sum));
    return new StudyProgress(runs.size(), counts, remaining(runs, now));
  }

  /** How many are finished. */
  public int finished() {
    return counts.getOrDefault(RunState.FINISHED, 0);
  }

  /** Whether nothing more happens by itself. */
  public boolean isOver() {
    return counts.keySet().stream().allMatch(RunState::isOver);
  }

  private static Optional<Duration> remaining(List<RunRecord> runs, OffsetDateTime now) {
    List<RunRecord> left = runs.stream().filter(run -> !run.state().isOver()).toList();
    if (left.isEmpty() || runs.stream().noneMatch(run -> run.state() == RunState.FINISHED)) {
      return Optional.empty();
    }
    double seconds = 0;
    for (RunRecord run : left) {
      double whole = seconds(runs, run.needs() == null);
      seconds += run.state().isActive() ? Math.max(0, whole - elapsed(run, now)) : whole;
    }
    long workers =
        left.stream()
            .filter(run -> run.state().isActive())
            .map(RunRecord::worker)
            .distinct()
            .count();
    return Optional.of(Duration.ofSeconds(Math.round(seconds / Math.max(1, workers))));
  }

  /** The mean of finished runs that fit a predictor, or that search with another's, if any did. */
  private static double seconds(List<RunRecord> runs, boolean fits) {
    OptionalDouble alike =
        runs.stream()
            .filter(run -> run.state() == RunState.FINISHED && (run.needs() == null) == fits)
            .mapToDouble(run -> elapsed(run, run.finishedAt()))
            .average();
    return alike.orElseGet(
        () ->
            runs.stream()
                .filter(run -> run.state() == RunState.FINISHED)
                .mapToDouble(run -> elapsed(run, run.finishedAt()))
                .average()
                .orElse(0));
  }

  private static double elapsed(RunRecord run, OffsetDateTime until) {
    return run.startedAt() == null || until == null
        ? 0
        : Duration.between(run.startedAt(), until).toMillis() / 1e3;
  }
}
