package org.narq2t.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.narq2t.benchmark.Provenance;
import org.narq2t.ray.CrewStatus;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.report.RunReport;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.tracking.EventJson;

/**
 * The page of one run.
 *
 * @param before how many queued runs are done before it
 * @param report of a finished run whose table is open
 * @param problem why a finished run cannot be reported; may be empty
 * @param trained the networks that a run on own images trained so far, in order; none of any other
 * @param crews who works for it on a cluster now; at most one
 * @param configuration YAML
 * @param environment JSON; empty before the run began
 */
public record RunPage(
    RunView view,
    EventHistory history,
    int before,
    Optional<RunReport> report,
    String problem,
    List<TrainedNetwork> trained,
    List<CrewStatus.Shown> crews,
    String configuration,
    String environment) {

  /**
   * What the page's script needs while there is no report.
   *
   * @param trained its epochs, as events tell them
   */
  private record Data(
      long run,
      String state,
      boolean over,
      int epochs,
      int tiers,
      int iterations,
      List<JsonNode> trained,
      int searched,
      List<NetworkEpoch> networks) {}

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
            report.isPresent() ? List.of() : history.epochs().stream().map(EventJson::of).toList(),
            history.iterations().size(),
            history.networks()));
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

  /** Whether it trains networks on own images, which have a section of their own. */
  public boolean isTraining() {
    return view.run().benchmark().equals(Provenance.TRAINED);
  }

  /** Whether there is anything of training or search to show. */
  public boolean isBegun() {
    return view.isActive() || !history.epochs().isEmpty();
  }

  /** Advice about a run that ended without a result. */
  public String advice() {
    return switch (view.run().state()) {
      case FAILED ->
          "Fix the cause and resume: the run goes on from its last checkpoint. If its settings are"
              + " the cause, clone it with changes.";
      case INTERRUPTED ->
          "Its process was stopped or died. Resume: it goes on from its last checkpoint and ends as"
              + " if nothing had happened.";
      case CANCELLED -> "Resume to go on from its last checkpoint, or clone it with changes.";
      default -> "";
    };
  }
}
