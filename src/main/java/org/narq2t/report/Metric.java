package org.narq2t.report;

import java.util.Optional;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.ledger.Split;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunResult;

/** A figure of a run that a table can have a column of; NaN where a run has none. */
public enum Metric {
  /** Trained results that a rule paid for. */
  QUERIES("", 0, (group, choice) -> choice.queries()),
  /** Validation accuracy of what a rule selected, %. */
  VALIDATION("", 2, MetricReader.accuracy(Split.VALIDATION)),
  /** Test accuracy of what a rule selected, %; none where the table lacks it. */
  TEST("", 2, MetricReader.accuracy(Split.TEST)),
  /** Test accuracy, or validation accuracy where the table lacks that, %. */
  ACCURACY("", 2, (group, choice) -> choice.outcome().accuracy(group.accuracies().reported())),
  /** From the best that can be found, percentage points. */
  GAP("", 2, (group, choice) -> choice.outcome().gap()),
  /** Place among all that can be found, from 1. */
  RANK("", 0, (group, choice) -> choice.outcome().rank().place()),
  /** The same in % of their number. */
  RANK_PERCENT("", 3, (group, choice) -> choice.outcome().rank().percent()),
  /** Measured latency of what a rule selected, ms. */
  LATENCY_MS(
      "",
      3,
      (group, choice) ->
          group.hasLatency() ? group.latencyMs()[choice.outcome().architecture()] : Double.NaN),
  /** Queries until the best validation accuracy that can be found was looked up. */
  QUERIES_TO_BEST("", 0, (group, run, choice) -> MetricReader.queriesToBest(group, run)),
  /** Place of the best validation accuracy that a hundred queries met, from 1. */
  RANK_AFTER_100("", 0, (group, run, choice) -> MetricReader.rankAfter(100, group, run)),
  /** The same after two hundred. */
  RANK_AFTER_200("", 0, (group, run, choice) -> MetricReader.rankAfter(200, group, run)),
  /** The same after five hundred. */
  RANK_AFTER_500("", 0, (group, run, choice) -> MetricReader.rankAfter(500, group, run)),
  /** Training and searching. */
  SECONDS("seconds", 1, RunResult::cost),
  /** Training. */
  TRAIN_SECONDS("seconds", 1, run -> run.seconds(Stage.TRAIN)),
  /** Searching. */
  SEARCH_SECONDS("seconds", 1, run -> run.seconds(Stage.SEARCH)),
  /**
   * Distinct trained results that a run looked up: what was learnt from, and what was chosen by.
   */
  LABELS("ranking", 0, run -> run.queries().distinct()),
  /** Architectures that the ranking is judged on. */
  RANKED("ranking", 0, run -> run.ranking().architectures()),
  /** Those of them whose trained result the run had looked up. */
  RANKED_SEEN("ranking", 0, (group, run, choice) -> MetricReader.rankedSeen(group, run)),
  /** Kendall's tau of the score against validation accuracy. */
  TAU_VALIDATION("ranking", 4, run -> run.ranking().tauValidation()),
  /** Kendall's tau of the score against test accuracy. */
  TAU_TEST("ranking", 4, run -> run.ranking().tauTest()),
  /** Kendall's tau of a publication that does not say against which accuracy; none of a run. */
  TAU_UNSTATED("ranking", 4, run -> Double.NaN),
  /** Share of architectures that are put into their tier. */
  TIER_ACCURACY("ranking", 3, run -> run.ranking().tiers().accuracy()),
  /** Error of the latency head on the five candidates of the best iteration, ms. */
  TOP_FIVE_RMSE_MS("top-five", 2, MetricReader.head(head -> head.topFive().rmseMs())),
  /** Share of these predicted within 5 %, in %. */
  TOP_FIVE_WITHIN_5(
      "top-five", 0, MetricReader.head(head -> 100 * head.topFive().within5Percent())),
  /** Share of these predicted within 10 %, in %. */
  TOP_FIVE_WITHIN_10(
      "top-five", 0, MetricReader.head(head -> 100 * head.topFive().within10Percent())),
  /** Error of the latency head on all that was held out, ms. */
  HELD_OUT_RMSE_MS("held-out", 2, MetricReader.head(head -> MetricReader.error(head).rmseMs())),
  /** Share of these predicted within 5 %, in %. */
  HELD_OUT_WITHIN_5(
      "held-out", 0, MetricReader.head(head -> 100 * MetricReader.error(head).within5Percent())),
  /** Share of these predicted within 10 %, in %. */
  HELD_OUT_WITHIN_10(
      "held-out", 0, MetricReader.head(head -> 100 * MetricReader.error(head).within10Percent())),
  /** Kendall's tau of predicted and measured latency on these. */
  HELD_OUT_TAU("held-out", 3, MetricReader.head(head -> head.heldOut().tau())),
  /** Spearman's correlation of the same. */
  HELD_OUT_SPEARMAN("held-out", 3, MetricReader.head(head -> head.heldOut().spearman())),
  /** How far below the limit a predicted latency had to be, ms. */
  MARGIN_MS("limits", 3, MetricReader.limits(LimitsEffect::marginMs)),
  /** Architectures that keep the limits by prediction. */
  ALLOWED_PREDICTED("limits", 0, MetricReader.limits(LimitsEffect::predicted)),
  /** Architectures that keep the limits in truth. */
  ALLOWED_MEASURED("limits", 0, MetricReader.limits(LimitsEffect::measured)),
  /** Distinct candidates of a search under limits. */
  CANDIDATES("limits", 0, MetricReader.limits(LimitsEffect::candidates)),
  /** Those of them that break a limit when measured. */
  VIOLATIONS("limits", 0, MetricReader.limits(LimitsEffect::violations)),
  /** Those of them that were not measured. */
  UNMEASURED("limits", 0, MetricReader.limits(LimitsEffect::unmeasured));

  private final String group;
  private final int digits;
  private final boolean selected;
  private final MetricReader reader;

  Metric(String group, int digits, MetricReader.OfChoice reader) {
    this.group = group;
    this.digits = digits;
    this.selected = true;
    this.reader = (runs, run, choice) -> reader.read(runs, choice);
  }

  Metric(String group, int digits, MetricReader.OfRun reader) {
    this.group = group;
    this.digits = digits;
    this.selected = false;
    this.reader = (runs, run, choice) -> reader.read(run);
  }

  Metric(String group, int digits, MetricReader reader) {
    this.group = group;
    this.digits = digits;
    this.selected = false;
    this.reader = reader;
  }

  /** Whether it is a figure of what a selection rule selected, rather than of the run. */
  boolean isSelected() {
    return selected;
  }

  /** The heading that it shares with others; empty for that of its selection rule. */
  String group() {
    return group;
  }

  /** The name in files: {@code top-five-rmse-ms}. */
  String key() {
    return KebabCaseEnums.spelling(this);
  }

  /** After the decimal point. */
  int digits() {
    return digits;
  }

  /** Whether less is better. */
  boolean isLowBest() {
    return this == GAP || key().startsWith("rank-") || this == RANK || key().endsWith("-ms");
  }

  /** Whether it is a count, of which a table shows the lowest and the highest. */
  boolean isCount() {
    return this == QUERIES;
  }

  /** Whether it is an accuracy. */
  boolean isAccuracy() {
    return this == ACCURACY || this == TEST || this == VALIDATION;
  }

  /** An accuracy that random search reports too; empty for other figures. */
  Optional<Split> accuracy(Accuracies accuracies) {
    Split split =
        switch (this) {
          case VALIDATION -> Split.VALIDATION;
          case TEST -> Split.TEST;
          default -> accuracies.reported();
        };
    return Optional.of(split).filter(s -> isAccuracy() && accuracies.splits().contains(s));
  }

  /**
   * Reads it.
   *
   * @param choice of a rule; unused by figures of the run
   */
  double of(RunGroup runs, RunResult run, SelectionRule.Choice choice) {
    return reader.read(runs, run, choice);
  }
}
