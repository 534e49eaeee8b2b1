package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperRow;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult.LatencyPredictor;
import org.narq2t.space.Dataset;

/**
 * The paper's Table III: what runs without limits found that learnt the latency of a device, and
 * how well they predict it, on the top five as in the paper and on all that was held out. Devices
 * other than the official one have no published figures. In a sweep over λ1 it shows the paper's λ1
 * alone; {@link Table9} has the others.
 */
final class Table3 {

  private Table3() {}

  /** One table for each device. */
  static List<ReportTable> of(Study study) {
    List<StudyGroup> learning =
        study.groups().stream()
            .filter(group -> group.task().learns() && !group.task().isLimited())
            .filter(group -> !Table9.isSwept(study, group) || isOfThePaper(group.task()))
            .toList();
    return learning.stream()
        .map(group -> group.task().device())
        .distinct()
        .map(
            device ->
                table(
                    study.only(
                        learning.stream()
                            .filter(group -> group.task().device().equals(device))
                            .toList()),
                    device))
        .toList();
  }

  private static boolean isOfThePaper(LatencyTask task) {
    return task.lambda() == PaperTables.LATENCY_FACTOR;
  }

  static boolean isOfficial(String device) {
    return device.equals(BenchmarkTable.OFFICIAL_DEVICE);
  }

  /** As the paper prints latencies of its device; others may be shorter. */
  static int digits(String device) {
    return isOfficial(device) ? 2 : 3;
  }

  private static ReportTable table(Study study, String device) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text("Data set", "dataset"));
    fields.addAll(FoundRows.fields());
    fields.addAll(LatencyFigures.topFiveFields(digits(device)));
    fields.addAll(LatencyFigures.heldOutFields(digits(device)));
    TableRows rows = new TableRows(study, fields);
    for (Dataset dataset : study.groups().stream().map(StudyGroup::dataset).distinct().toList()) {
      List<StudyGroup> own =
          study.groups().stream().filter(group -> group.dataset() == dataset).toList();
      own.forEach(group -> addFound(rows, fields.size(), study, group));
      rows.add(
          Origin.STUDY,
          "optimum of the table",
          values(fields.size(), dataset, FoundRows.optimum(own.get(0).accuracies()), List.of()));
      if (isOfficial(device)) {
        PaperTables.tableIII().forEach(row -> addPublished(rows, fields.size(), dataset, row));
      }
    }
    return rows.table(
        isOfficial(device) ? "table3" : "latency-" + device,
        isOfficial(device) ? "Table III" : "Latency of " + device,
        isOfficial(device)
            ? "Table III: latency on NAS-Bench-201"
            : "Latency of %s, as in Table III".formatted(device),
        List.of(),
        note(study, device),
        "");
  }

  private static void addFound(TableRows rows, int columns, Study study, StudyGroup group) {
    LatencyFigures head = LatencyFigures.of(LatencyPredictor.HEAD, group.results());
    List<Value> latency = new ArrayList<>(head.topFive());
    latency.addAll(head.heldOut());
    List<SelectionSummary> summaries =
        group.summaries().stream().filter(s -> s.rule() != Rule.SEARCH_ALONE).toList();
    String several =
        study.groups().stream().map(StudyGroup::task).distinct().count() > 1
            ? ", " + group.task().weight()
            : "";
    if (summaries.isEmpty()) {
      rows.add(
          Origin.STUDY,
          "narq2t" + several + " (found none)",
          values(columns, group.dataset(), FoundRows.values("", "", "", none(), none()), latency));
    }
    boolean first = true;
    for (SelectionSummary summary : summaries) {
      rows.add(
          Origin.STUDY,
          "narq2t%s (%s)".formatted(several, summary.over()),
          values(
              columns,
              group.dataset(),
              FoundRows.found(group, summary),
              first ? latency : List.of()));
      rows.add(
          Origin.RANDOM_SEARCH,
          "random search",
          values(columns, group.dataset(), FoundRows.random(summary), List.of()));
      first = false;
    }
  }

  private static Figure none() {
    return Numbers.NO_FIGURE;
  }

  private static void addPublished(TableRows rows, int columns, Dataset dataset, PaperRow row) {
    boolean optimum = row.method().equals("Optimal");
    Figure validation = row.accuracy(dataset, Split.VALIDATION).orElse(none());
    Figure test = row.accuracy(dataset, Split.TEST).orElse(none());
    List<Value> latency =
        row.latency(dataset)
            .map(
                printed ->
                    List.of(
                        Value.of(printed.rmseMs()),
                        Value.of(100 * printed.within5Percent()),
                        Value.of(100 * printed.within10Percent())))
            .orElse(List.of());
    rows.add(
        Origin.PAPER,
        "paper: " + row.method(),
        values(
            columns,
            dataset,
            optimum
                ? FoundRows.values("", "", "", validation, test)
                : FoundRows.published(row.costSeconds(), validation, test),
            latency));
  }

  private static List<Value> values(
      int columns, Dataset dataset, List<Value> found, List<Value> latency) {
    List<Value> values = new ArrayList<>();
    values.add(Value.of(StudiedNasBench201.name(dataset)));
    values.addAll(found);
    return FoundRows.joined(columns, values, latency);
  }

  private static String note(Study study, String device) {
    int[] heldOut =
        study.groups().stream()
            .map(group -> LatencyFigures.of(LatencyPredictor.HEAD, group.results()))
            .flatMapToInt(head -> IntStream.of(head.heldOutCounts()))
            .toArray();
    String judged = heldOut.length == 0 ? "" : " (%s)".formatted(Numbers.range(heldOut));
    String common =
        "Latency of %s, predicted by the ranker's own head: root mean squared error in ms, share predicted within 5 and 10 %% of the measured latency, mean ± standard deviation over the seeds. “Top five” is as in the paper: the candidates of the iteration that found the best one. Five architectures say little; the figures on every architecture that was neither trained nor validated on%s say more, also by order: Kendall's τ and Spearman's correlation. Random search: the exact expectation with as many queries. Seconds are of training and searching. "
            .formatted(device, judged);
    return common
        + (isOfficial(device)
            ? published(study)
            : "There are no published figures for this device.");
  }

  private static String published(Study study) {
    String spread =
        study.groups().stream()
            .map(StudyGroup::dataset)
            .distinct()
            .map(
                dataset ->
                    "%s %s"
                        .formatted(
                            StudiedNasBench201.name(dataset),
                            SeedSummary.of(
                                PaperTables.NARLAT_RMSES.get(dataset).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Rows of the paper: %s, means of ten runs, printed without deviations; the top-five errors"
            + " of its authors' ten NARLat runs, from their result sheets, are %s ms. The paper"
            + " judged nothing but the top five.",
        PaperTables.SOURCE,
        spread);
  }
}
