package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.narq2t.evaluation.ParetoFront.Point;
import org.narq2t.ledger.Split;
import org.narq2t.report.ParetoFronts.SeedFront;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;

/**
 * The findings of searches under limits about latency against accuracy on one data set and device:
 * the front of all that the runs of a seed looked up, beside the true one of the table and random
 * search.
 */
public final class ParetoSection {

  private final ReportedRuns study;
  private final ParetoFronts fronts;
  private final RunGroup any;

  private ParetoSection(ReportedRuns study) {
    this.study = study;
    this.fronts = ParetoFronts.of(study);
    this.any = fronts.any();
  }

  /** One for each data set and device on which latency was limited, or a front searched for. */
  public static List<ParetoSection> of(ReportedRuns study) {
    return study.groups().stream()
        .filter(group -> group.task().limits().limitsLatency() || group.task().limits().front())
        .map(
            group ->
                study.groups().stream()
                    .filter(other -> other.dataset() == group.dataset())
                    .filter(other -> other.task().device().equals(group.task().device()))
                    .toList())
        .distinct()
        .map(groups -> new ParetoSection(study.only(groups)))
        .toList();
  }

  private String device() {
    return any.task().device();
  }

  private String where() {
    return Messages.dataset(any.dataset()) + ", " + device();
  }

  private String key() {
    return "front-%s-%s"
        .formatted(any.dataset().key(), device())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  ParetoFronts fronts() {
    return fronts;
  }

  ReportTable table() {
    List<Field> fields =
        List.of(
            Field.count("Seed", "seed"),
            Field.number("", "", "Measured latency, ms", "latency_ms", 3),
            Field.number("Accuracy, %", "accuracy", "validation", "validation", 2),
            Field.number("Accuracy, %", "accuracy", "test", "test", 2),
            Field.number("", "", "Below the true front, points", "below_front", 2),
            Field.text("Found under", "limits"),
            Field.count("Index", "architecture"));
    TableRows rows = new TableRows(study, fields);
    for (SeedFront seed : fronts.seeds()) {
      for (Point point : seed.front().points()) {
        rows.add(
            Origin.STUDY,
            any.space().describe(point.architecture()),
            values(
                Long.toString(seed.seed()),
                point,
                Value.of(fronts.below(point)),
                foundUnder(seed.seed(), point.architecture())));
      }
    }
    for (Point point : fronts.truth().points()) {
      rows.add(
          Origin.OPTIMUM,
          any.space().describe(point.architecture()),
          values("", point, Value.of(0), "true front"));
    }
    return rows.table(
        key(),
        "Pareto front",
        "Pareto front: " + where(),
        ParetoFindings.of(where(), fronts),
        note(),
        key());
  }

  private List<Value> values(String seed, Point point, Value below, String limits) {
    Accuracies accuracies = any.accuracies();
    return List.of(
        Value.of(seed),
        Value.of(point.latencyMs()),
        Value.of(point.accuracy()),
        accuracies.reported() == Split.TEST
            ? Value.of(accuracies.of(Split.TEST)[point.architecture()])
            : Value.NOTHING,
        below,
        Value.of(limits),
        Value.of(Numbers.count(point.architecture())));
  }

  /** The limits under which a search found it. */
  private String foundUnder(long seed, int architecture) {
    String limits =
        study.groups().stream()
            .filter(
                group ->
                    group.results().stream()
                        .filter(run -> run.configuration().seed() == seed)
                        .anyMatch(
                            run ->
                                Arrays.stream(run.distinctCandidates())
                                    .anyMatch(a -> a == architecture)))
            .map(group -> group.task().limited())
            .distinct()
            .collect(Collectors.joining("; "));
    return limits.isEmpty() ? "training set" : limits;
  }

  private String note() {
    return Messages.text(
        "pareto.note",
        device(),
        LatencyScatter.truth(study.isSurrogate()),
        Numbers.text(Numbers.figure(fronts.slowest()), 3),
        Numbers.accuracy(fronts.median()),
        ParetoFronts.REPETITIONS,
        Numbers.count(Arrays.stream(any.latencyMs()).filter(Double::isNaN).count()));
  }

  ParetoChart chart() {
    return ParetoChart.of(key(), fronts);
  }
}
