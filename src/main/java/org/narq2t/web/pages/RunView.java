package org.narq2t.web.pages;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.evaluation.Protocol;
import org.narq2t.run.Spaces;
import org.narq2t.space.SpaceModule;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunState;

/**
 * A run as lists and headings show it.
 *
 * @param now the time at which it is looked at
 */
public record RunView(RunDescription run, OffsetDateTime now) {

  private static final Map<String, String> DATASETS =
      Map.of("cifar10", "CIFAR-10", "cifar100", "CIFAR-100", "imagenet16", "ImageNet16-120");

  /** {@code CIFAR-10}. */
  public String dataset() {
    return DATASETS.getOrDefault(run.dataset(), run.dataset());
  }

  /** {@code NAS-Bench-201}. */
  public String space() {
    return Spaces.all().stream()
        .filter(space -> space.name().equals(run.space()))
        .map(SpaceModule::title)
        .findFirst()
        .orElse(run.space());
  }

  /** Whether its space has to be said, because it is not the one that is meant otherwise. */
  public boolean isElsewhere() {
    return !run.space().equals(Spaces.standard().name());
  }

  /** {@code CIFAR-10}, or {@code CIFAR-10, NAS-Bench-101}: within it accuracies can be compared. */
  public String data() {
    return isElsewhere() ? dataset() + ", " + space() : dataset();
  }

  /**
   * {@code CIFAR-10, as-released, 14 settings changed, seed 1}, {@code CIFAR-10, sequential with
   * gp, ≤ 12 ms on pixel3, seed 1}.
   */
  public String title() {
    int changed = run.settingsChanged() == null ? 0 : run.settingsChanged();
    return "%s, %s%s, seed %d"
        .formatted(
            dataset(),
            run.method(PresetDistance.text(run.preset(), changed), " with "),
            run.limits().isEmpty() ? "" : ", " + run.limits(),
            run.seed());
  }

  /** The outcome in a sentence, by the validation rule; empty before it finished. */
  public String verdict() {
    return ReportedResult.of(run, Protocol.VALIDATION)
        .map(
            found ->
                "%s %% %s accuracy with %s queries, by the validation rule: %s random search with as many."
                    .formatted(
                        found.accuracy(),
                        found.split(),
                        queries(),
                        FigureText.distance(found.difference())))
        .orElse("");
  }

  /** The state's name. */
  public String state() {
    return run.state().key();
  }

  public boolean isSurrogate() {
    return run.benchmark().equals("surrogate");
  }

  public boolean isFinished() {
    return run.state() == RunState.FINISHED;
  }

  public boolean isOver() {
    return run.state().isOver();
  }

  public boolean isActive() {
    return run.state().isActive();
  }

  public boolean isFailed() {
    return run.state() == RunState.FAILED;
  }

  public boolean canCancel() {
    return run.state() == RunState.QUEUED || run.state() == RunState.RUNNING;
  }

  /** Whether the form of a new run offers its space. */
  public boolean canClone() {
    return Spaces.names().contains(run.space());
  }

  public boolean canResume() {
    return run.state().canResume();
  }

  /** Whether the stage that it is in is counted in steps. */
  public boolean isCounted() {
    return isActive() && run.progress().steps() > 0;
  }

  /** {@code train, 120 of 550}, {@code load}; empty before it started and when it is over. */
  public String progress() {
    if (!isActive() || run.progress().stage() == null) {
      return "";
    }
    return isCounted()
        ? "%s, %,d of %,d"
            .formatted(run.progress().stage(), run.progress().stepsDone(), run.progress().steps())
        : run.progress().stage();
  }

  /** How long it has run, or ran; empty before it started. */
  public String took() {
    if (run.startedAt() == null) {
      return "";
    }
    OffsetDateTime end = run.finishedAt() == null ? now : run.finishedAt();
    return TimeText.of(Duration.between(run.startedAt(), end));
  }

  /** The same in seconds. */
  public long seconds() {
    return run.startedAt() == null ? 0 : Duration.between(run.startedAt(), now).toSeconds();
  }

  public String submitted() {
    return TimeText.of(run.submittedAt());
  }

  /** Queries: trained results that it looked up. */
  public String queries() {
    return FigureText.count(run.figures().get("queries"));
  }

  /** One for each rule that had something to choose from; none before it finished. */
  public List<ReportedResult> found() {
    return Arrays.stream(Protocol.values())
        .flatMap(rule -> ReportedResult.of(run, rule).stream())
        .toList();
  }

  /** The report of one rule, for a column of its own: at most one. */
  public List<ReportedResult> foundBy(String rule) {
    return Stream.of(Protocol.values())
        .filter(protocol -> protocol.key().equals(rule))
        .flatMap(protocol -> ReportedResult.of(run, protocol).stream())
        .toList();
  }
}
