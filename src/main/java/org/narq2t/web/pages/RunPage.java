package org.narq2t.web.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.report.RunReport;
import org.narq2t.run.RunEvent.Stage;

/**
 * The page of one run.
 *
 * @param before how many queued runs are done before it
 * @param report of a finished run whose table is open
 * @param problem why a finished run cannot be reported; may be empty
 * @param configuration YAML
 * @param environment JSON; empty before the run began
 */
public record RunPage(
    RunView view,
    RunHistory history,
    int before,
    Optional<RunReport> report,
    String problem,
    String configuration,
    String environment) {

  /** What the page's script needs while there is no report. */
  private record Data(
      long run,
      String state,
      boolean over,
      int epochs,
      int tiers,
      int iterations,
      List<EpochRecord> trained,
      int searched) {}

  /** JSON, to stand in a script element. */
  public String data() {
    return HtmlTemplate.json(
        new Data(
            view.run().run(),
            view.state(),
            view.isOver(),
            setting("predictor.training.epochs"),
            setting("predictor.tiers"),
            setting("strategy.iterations"),
            report.isPresent() ? List.of() : history.epochs(),
            history.iterations().size()));
  }

  private int setting(String name) {
    return Integer.parseInt(view.run().parameters().getOrDefault(name, "0"));
  }

  /** {@code about 40 s left of this stage}; empty if it cannot be told. */
  public String left() {
    return view.isCounted()
        ? history
            .left(view.run().progress(), view.now())
            .map(left -> "about " + TimeText.of(left) + " left in this stage")
            .orElse("")
        : "";
  }

  /**
   * A stage of the run.
   *
   * @param state {@code done}, {@code current} or {@code later}
   */
  public record StageView(String name, String state) {}

  /** All stages, in order. */
  public List<StageView> stages() {
    int current = history.stage().map(begun -> begun.stage().stage().ordinal()).orElse(-1);
    return Arrays.stream(Stage.values())
        .map(
            stage ->
                new StageView(
                    stage.name().toLowerCase(Locale.ROOT),
                    stage.ordinal() < current
                        ? "done"
                        : stage.ordinal() == current ? "current" : "later"))
        .toList();
  }

  /** The report, for the template: at most one. */
  public List<RunReport> reports() {
    return report.stream().toList();
  }

  /** Whether there is anything of training or search to show. */
  public boolean isBegun() {
    return view.isActive() || !history.epochs().isEmpty();
  }

  /** What a reader can do about a run that ended without a result. */
  public String advice() {
    return switch (view.run().state()) {
      case FAILED ->
          "Mend the cause and resume: the run goes on from its last checkpoint. If its settings are"
              + " the cause, clone it with changes.";
      case INTERRUPTED ->
          "Its process was stopped or died. Resume: it goes on from its last checkpoint and ends as"
              + " if nothing had happened.";
      case CANCELLED -> "Resume to go on from its last checkpoint, or clone it with changes.";
      default -> "";
    };
  }
}
