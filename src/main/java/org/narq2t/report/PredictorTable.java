package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Latency;
import org.narq2t.run.RunResult.LatencyPredictor;

/**
 * The ranker's latency head beside baselines that learnt from the same measured architectures, for
 * each data set and device, and which of them is recommended.
 */
final class PredictorTable {

  private PredictorTable() {}

  /** The groups of one data set and device. */
  private record Place(String dataset, String device) {
    static Place of(RunGroup group) {
      return new Place(Messages.dataset(group.dataset()), group.task().device());
    }
  }

  /**
   * A predictor in one place.
   *
   * @param runs in which it was compared
   */
  private record Predictor(
      String method, String name, LatencyFigures figures, List<RunResult> runs) {

    boolean isHead() {
      return name.equals(LatencyPredictor.HEAD);
    }

    long recommended() {
      return runs.stream()
          .flatMap(run -> run.latencies().stream())
          .filter(latency -> latency.recommended().equals(name))
          .count();
    }

    double error() {
      return figures.heldOutRmse().mean();
    }
  }

  /** One table of all places; none if latency was neither learnt nor limited. */
  static List<ReportTable> of(ReportedRuns study) {
    Map<Place, List<RunGroup>> places =
        study.groups().stream()
            .filter(group -> group.results().stream().anyMatch(run -> !run.latencies().isEmpty()))
            .collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
    if (places.isEmpty()) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>();
    fields.add(Field.text("Data set", "dataset"));
    fields.add(Field.text("Device", "device"));
    fields.add(Field.count("Learnt from", "measured"));
    fields.addAll(LatencyFigures.errorFields("Expected error", "expected", "expected", 3));
    fields.addAll(LatencyFigures.heldOutFields(3));
    fields.add(Field.text("Recommended", "recommended"));
    TableRows rows = new TableRows(study, fields);
    List<String> findings = new ArrayList<>();
    places.forEach(
        (place, groups) -> {
          List<Predictor> predictors = predictors(groups);
          Predictor recommended =
              predictors.stream().max(Comparator.comparing(Predictor::recommended)).orElseThrow();
          predictors.forEach(predictor -> add(rows, place, predictor, predictor == recommended));
          findings.add(finding(place, predictors, recommended));
        });
    return List.of(
        rows.table(
            "predictors",
            "Latency predictors",
            "Latency predictors: the neural head and simpler ones",
            findings,
            Messages.text("predictors.note"),
            ""));
  }

  /** The heads, one for each λ1, and the baselines, which are the same in all runs of a seed. */
  private static List<Predictor> predictors(List<RunGroup> groups) {
    Map<Double, List<RunResult>> byWeight =
        groups.stream()
            .flatMap(group -> group.results().stream())
            .collect(
                Collectors.groupingBy(
                    run -> run.configuration().predictor().latencyWeight(),
                    java.util.TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(), LatencyFigures::oncePerSeed)));
    List<RunResult> all = byWeight.values().stream().flatMap(List::stream).toList();
    long heads = byWeight.keySet().stream().filter(weight -> weight > 0).count();
    List<Predictor> predictors = new ArrayList<>();
    byWeight.forEach(
        (weight, runs) -> {
          if (weight > 0) {
            String factor =
                heads > 1 ? ", " + LatencyTask.of(runs.get(0).configuration()).weight() : "";
            predictors.add(predictor(LatencyPredictor.HEAD + " head" + factor, runs, runs));
          }
        });
    all.stream()
        .flatMap(LatencyFigures::predictors)
        .map(LatencyPredictor::name)
        .filter(name -> !name.equals(LatencyPredictor.HEAD))
        .distinct()
        .forEach(name -> predictors.add(predictor(name, LatencyFigures.oncePerSeed(all), all)));
    return predictors;
  }

  private static Predictor predictor(String method, List<RunResult> runs, List<RunResult> all) {
    String name =
        method.startsWith(LatencyPredictor.HEAD + " head") ? LatencyPredictor.HEAD : method;
    return new Predictor(method, name, LatencyFigures.of(name, runs), all);
  }

  private static void add(TableRows rows, Place place, Predictor predictor, boolean recommended) {
    int[] measured =
        predictor.runs().stream()
            .flatMap(run -> run.latencies().stream())
            .mapToInt(Latency::measured)
            .toArray();
    List<Value> values = new ArrayList<>();
    values.add(Value.of(place.dataset()));
    values.add(Value.of(place.device()));
    values.add(Value.of(Numbers.range(measured)));
    values.addAll(predictor.figures().expected());
    values.addAll(predictor.figures().heldOut());
    values.add(
        Value.of(
            predictor.recommended() == 0
                ? ""
                : "in %d of %d".formatted(predictor.recommended(), predictor.runs().size())));
    rows.add(
        predictor.isHead() ? Origin.STUDY : Origin.BASELINE,
        recommended ? "recommended" : "",
        predictor.method(),
        values);
  }

  /** Whether a baseline beats the head, with the numbers. */
  private static String finding(Place place, List<Predictor> predictors, Predictor recommended) {
    Predictor baseline = best(predictors.stream().filter(p -> !p.isHead()));
    String where = place.dataset() + ", " + place.device();
    String advice =
        Messages.text(
            "predictors.recommended",
            recommended.method(),
            recommended.recommended(),
            recommended.runs().size());
    if (predictors.stream().noneMatch(Predictor::isHead)) {
      return Messages.text(
          "predictors.no-head", where, baseline.method(), errors(baseline), advice);
    }
    Predictor head = best(predictors.stream().filter(Predictor::isHead));
    return baseline.error() < head.error()
        ? Messages.text(
            "predictors.baseline-best",
            where,
            baseline.method(),
            errors(baseline),
            errors(head),
            advice)
        : Messages.text(
            "predictors.head-best",
            where,
            head.method(),
            errors(head),
            errors(baseline),
            baseline.method(),
            advice);
  }

  private static String errors(Predictor predictor) {
    Function<Figure, String> ms = figure -> Numbers.text(figure, 3);
    return "RMSE %s ms, %s %% within 10 %%"
        .formatted(
            ms.apply(predictor.figures().heldOutRmse()),
            Numbers.text(predictor.figures().heldOutWithin10(), 0));
  }

  private static Predictor best(Stream<Predictor> predictors) {
    return predictors.min(Comparator.comparingDouble(Predictor::error)).orElseThrow();
  }
}
