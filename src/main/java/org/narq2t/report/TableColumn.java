package org.narq2t.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.KebabCaseEnums;

/**
 * A column of a table, as its file describes it.
 *
 * @param rule by which was selected; needed by figures of what was selected, else none
 * @param over how the runs of a row are put together; the mean if it is left out
 */
public record TableColumn(Metric metric, SelectionRule rule, Over over) {

  /** How the figures of several seeds become one. */
  public enum Over {
    MEAN,
    BEST,
    SUM
  }

  public TableColumn {
    Impossible.unless(metric != null, "metric", "left out", spellings(Metric.values()));
    Impossible.unless(
        !metric.isSelected() || rule != null,
        "rule",
        "left out of a column of " + metric.key(),
        spellings(SelectionRule.values()));
    Impossible.unless(
        metric.isSelected() || rule == null,
        "rule",
        "given for " + metric.key(),
        "no rule: this figure does not depend on the selection");
    over = over == null ? Over.MEAN : over;
  }

  private static String spellings(Enum<?>[] constants) {
    return Arrays.stream(constants).map(KebabCaseEnums::spelling).collect(Collectors.joining(", "));
  }

  /** The heading of its group: the rule, or what its figures are about. */
  String group() {
    return rule != null ? rule.key() : Messages.text("group." + metric.group());
  }

  /** The heading of its own. */
  String name() {
    String name = Messages.text("metric." + metric.key());
    return over == Over.BEST ? Messages.text("column.best", name) : name;
  }

  /** Both headings, for a plot. */
  String title() {
    return group().isEmpty() ? name() : group() + ": " + name();
  }

  /** The name in the CSV: {@code test_best_by_oracle_test}. */
  String csv() {
    String best = over == Over.BEST ? "_best" : "";
    String by = rule == null ? "" : "_by_" + KebabCaseEnums.spelling(rule);
    return (metric.key() + best + by).replace('-', '_');
  }
}
