package org.narq2t.web.pages;

import java.time.Duration;
import java.util.List;
import org.narq2t.ray.CrewStatus;
import org.narq2t.report.ReportTable;
import org.narq2t.study.StudyOverview;
import org.narq2t.study.StudyProgress;
import org.narq2t.tracking.RunState;

/**
 * A study: how far it is, its table as far as it is filled, and its runs.
 *
 * @param note what a reader has to know of its figures
 * @param tables of the finished runs
 * @param problem why there are none; may be empty
 * @param crews that do runs of it on clusters
 */
public record StudyPage(
    StudyOverview study,
    String note,
    List<ReportTable> tables,
    String problem,
    List<CrewStatus.Shown> crews) {

  /** An axis with the names of its values. */
  public record Values(String axis, String names) {}

  /** The axes of the study. */
  public List<Values> axes() {
    return study.axes().entrySet().stream()
        .map(axis -> new Values(axis.getKey(), String.join(", ", axis.getValue())))
        .toList();
  }

  /** The names of the axes. */
  public List<String> headings() {
    return List.copyOf(study.axes().keySet());
  }

  /** {@code 3 of 6 runs finished, 1 running, 2 queued; about 12 min left}. */
  public String progress() {
    StudyProgress progress = study.progress();
    StringBuilder text =
        new StringBuilder("%d of %d runs finished".formatted(progress.finished(), progress.runs()));
    progress
        .counts()
        .forEach(
            (state, count) -> {
              if (state != RunState.FINISHED) {
                text.append(", %d %s".formatted(count, state.key()));
              }
            });
    progress
        .remaining()
        .ifPresent(left -> text.append("; about ").append(text(left)).append(" left"));
    return text.toString();
  }

  private static String text(Duration left) {
    return left.toMinutes() < 2
        ? left.toSeconds() + " s"
        : left.toHours() < 2 ? left.toMinutes() + " min" : left.toHours() + " h";
  }

  /** Whether something still happens. */
  public boolean isActive() {
    return !study.progress().isOver();
  }

  /** A run, as its row shows it. */
  public record Row(StudyOverview.Run run, String state, List<String> values) {

    /** {@code train 34 %}; empty if it does not run. */
    public String progress() {
      return run.state().isActive() && run.progress().stage() != null
          ? "%s %d %%".formatted(run.progress().stage(), run.progress().percent())
          : "";
    }
  }

  /** The runs, the newest first. */
  public List<Row> rows() {
    List<Row> rows =
        new java.util.ArrayList<>(
            study.runs().stream()
                .map(run -> new Row(run, run.state().key(), List.copyOf(run.values().values())))
                .toList());
    java.util.Collections.reverse(rows);
    return rows;
  }
}
