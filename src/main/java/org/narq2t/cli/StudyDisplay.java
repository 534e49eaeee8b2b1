package org.narq2t.cli;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.narq2t.run.RunEvent;
import org.narq2t.study.StudyPlan;
import org.narq2t.study.StudyProgress;
import org.narq2t.study.StudyRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** The runs of a study as a terminal shows them while they are done. */
final class StudyDisplay implements StudyRuns.Listener {
  private final StudyPlan plan;
  private final List<Long> numbers;
  private final ShownRuns shown;
  private final Printout out;
  private final RunStore store;

  StudyDisplay(StudyPlan plan, List<Long> numbers, ShownRuns shown, Printout out, RunStore store) {
    this.plan = plan;
    this.numbers = numbers;
    this.shown = shown;
    this.out = out;
    this.store = store;
  }

  @Override
  public Consumer<? super RunEvent> begins(RunRecord run) {
    int place = numbers.indexOf(run.id());
    return shown.progress(
        "%d/%d %s".formatted(place + 1, numbers.size(), plan.runs().get(place).name()));
  }

  @Override
  public void finished(Runs.Recorded run) {
    shown.finished(run, true);
    progress();
  }

  @Override
  public void failed(RunRecord run) {
    shown.close();
    out.print("Run %d %s: %s", run.id(), run.state().key(), run.message());
    progress();
  }

  private void progress() {
    List<RunRecord> runs = numbers.stream().map(store::get).toList();
    out.print("%s", progressLine(StudyProgress.of(runs, OffsetDateTime.now())));
  }

  /** {@code [########------------] 4 of 10 runs, about 12 min left}. */
  static String progressLine(StudyProgress progress) {
    int width = 20;
    int full = progress.runs() == 0 ? 0 : width * progress.finished() / progress.runs();
    return "[%s%s] %d of %d runs%s"
        .formatted(
            "#".repeat(full),
            "-".repeat(width - full),
            progress.finished(),
            progress.runs(),
            progress.remaining().map(left -> ", about " + words(left) + " left").orElse(""));
  }

  private static String words(Duration left) {
    long seconds = left.toSeconds();
    return seconds < 90
        ? seconds + " s"
        : seconds < 5_400 ? (seconds + 30) / 60 + " min" : (seconds + 1_800) / 3_600 + " h";
  }
}
