package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperFactorRow;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult.LatencyPredictor;
import org.narq2t.space.Dataset;

/**
 * The paper's Table IX: runs that differ in λ1, the weight of the latency loss, and in nothing
 * else. The paper's are of NAR on CIFAR-10.
 */
final class Table9 {

  private Table9() {}

  /** Whether there are runs that differ from a group's only in λ1. */
  static boolean isSwept(Study study, StudyGroup group) {
    return sweep(study, group).size() > 1;
  }

  private static List<StudyGroup> sweep(Study study, StudyGroup group) {
    return study.groups().stream()
        .filter(other -> other.task().learns() && !other.task().isLimited())
        .filter(other -> other.variant().place() == group.variant().place())
        .filter(other -> other.task().device().equals(group.task().device()))
        .toList();
  }

  /** One table for each data set and device on which λ1 differs. */
  static List<ReportTable> of(Study study) {
    return study.groups().stream()
        .filter(group -> group.task().learns() && !group.task().isLimited())
        .map(group -> sweep(study, group))
        .filter(sweep -> sweep.size() > 1)
        .distinct()
        .map(sweep -> table(study.only(sweep)))
        .toList();
  }

  private static ReportTable table(Study study) {
    StudyGroup any = study.groups().get(0);
    String device = any.task().device();
    boolean published = Table3.isOfficial(device) && any.dataset() == Dataset.CIFAR10;
    List<Field> fields = new ArrayList<>(FoundRows.fields());
    fields.addAll(LatencyFigures.topFiveFields(Table3.digits(device)));
    fields.addAll(LatencyFigures.heldOutFields(Table3.digits(device)));
    TableRows rows = new TableRows(study, fields);
    for (StudyGroup group : study.groups()) {
      LatencyFigures head = head(group);
      List<Value> latency = new ArrayList<>(head.topFive());
      latency.addAll(head.heldOut());
      Optional<SelectionSummary> summary = summary(group);
      rows.add(
          Origin.STUDY,
          "narq2t, %s (%s)"
              .formatted(
                  group.task().weight(), summary.map(SelectionSummary::over).orElse("found none")),
          FoundRows.joined(
              fields.size(),
              summary
                  .map(s -> FoundRows.found(group, s))
                  .orElse(FoundRows.values("", "", "", Numbers.NO_FIGURE, Numbers.NO_FIGURE)),
              latency));
      summary.ifPresent(
          s ->
              rows.add(
                  Origin.RANDOM_SEARCH,
                  "random search",
                  FoundRows.joined(fields.size(), FoundRows.random(s), List.of())));
    }
    rows.add(
        Origin.STUDY,
        "optimum of the table",
        FoundRows.joined(fields.size(), FoundRows.optimum(any.accuracies()), List.of()));
    if (published) {
      PaperTables.tableIX().forEach(row -> rows.add(Origin.PAPER, name(row), values(fields, row)));
    }
    String where = StudiedNasBench201.name(any.dataset()) + ", " + device;
    return rows.table(
        published ? "table9" : "factors-%s-%s".formatted(any.dataset().key(), device),
        published ? "Table IX" : "λ1 on " + where,
        (published ? "Table IX: the weight λ1 of the latency loss, %s" : "λ1 on %s, as in Table IX")
            .formatted(where),
        List.of(best(study)),
        note(published),
        "");
  }

  /** Oracle-test as in the paper, or what the table allows. */
  private static Optional<SelectionSummary> summary(StudyGroup group) {
    return group.summaries().stream().findFirst();
  }

  private static LatencyFigures head(StudyGroup group) {
    return LatencyFigures.of(LatencyPredictor.HEAD, group.results());
  }

  private static String name(PaperFactorRow row) {
    return "paper: NAR, λ1 = " + row.factor();
  }

  private static List<Value> values(List<Field> fields, PaperFactorRow row) {
    return FoundRows.joined(
        fields.size(),
        FoundRows.published(java.util.OptionalDouble.empty(), row.validation(), row.test()),
        List.of(
            Value.of(row.rmseMs()),
            Value.of(100 * row.within5Percent()),
            Value.of(100 * row.within10Percent())));
  }

  private static String best(Study study) {
    int digits = Table3.digits(study.groups().get(0).task().device());
    String heldOut = lowest(study, LatencyFigures::heldOutRmse, digits);
    String topFive = lowest(study, LatencyFigures::topFiveRmse, digits);
    ToDoubleFunction<StudyGroup> accuracy =
        group -> summary(group).map(s -> s.accuracy().mean()).orElse(Double.NEGATIVE_INFINITY);
    StudyGroup highest =
        study.groups().stream().max(Comparator.comparingDouble(accuracy)).orElseThrow();
    String found =
        summary(highest)
            .map(
                s ->
                    "; highest %s accuracy: %s (%s %%)"
                        .formatted(
                            s.reported().key(),
                            highest.task().weight(),
                            Numbers.figure(s.accuracy())))
            .orElse("");
    return "Lowest held-out error: %s; lowest error on the top five: %s%s. Differences within the deviations tell nothing."
        .formatted(heldOut, topFive, found);
  }

  private static String lowest(Study study, Function<LatencyFigures, Figure> error, int digits) {
    return study.groups().stream()
        .filter(group -> !Double.isNaN(error.apply(head(group)).mean()))
        .min(Comparator.comparingDouble(group -> error.apply(head(group)).mean()))
        .map(
            group ->
                "%s (%s ms)"
                    .formatted(
                        group.task().weight(), Numbers.text(error.apply(head(group)), digits)))
        .orElse("none");
  }

  private static String note(boolean published) {
    String own =
        "Mean ± standard deviation over the seeds; accuracies in % under the rule named, beside the"
            + " exact expectation of random search with as many queries; latency by the ranker's"
            + " own head. “Top five” as in the paper: five architectures say little, all that was"
            + " held out says more. ";
    return published
        ? own
            + "Rows of the paper: %s, means of five runs of NAR, not NARQ2T; it judged nothing but the top five. As printed its caption says “NAS-Bench-101”, but NAS-Bench-101 has no latencies: accuracies and latencies are those of CIFAR-10 on NAS-Bench-201."
                .formatted(PaperTables.TABLE_IX_SOURCE)
        : own + "There are no published figures for this device and data set.";
  }
}
