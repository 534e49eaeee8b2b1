package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.latency.LatencyResult;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;

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

    String words() {
      return dataset + ", " + device;
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
    fields.add(Field.text(Messages.text("heading.dataset"), "dataset"));
    fields.add(Field.text(Messages.text("heading.device"), "device"));
    fields.add(Field.count(Messages.text("heading.learnt-from"), "measured"));
    fields.addAll(
        LatencyFigures.errorFields(Messages.text("group.expected"), "expected", "expected", 3));
    fields.addAll(LatencyFigures.heldOutFields(3));
    fields.add(Field.text(Messages.text("heading.recommended"), "recommended"));
    TableRows rows = new TableRows(study, fields);
    List<String> findings = new ArrayList<>();
    places.forEach(
        (place, groups) -> {
          List<ComparedPredictor> predictors = ComparedPredictor.of(groups);
          ComparedPredictor recommended =
              predictors.stream()
                  .max(Comparator.comparing(ComparedPredictor::recommended))
                  .orElseThrow();
          predictors.forEach(predictor -> add(rows, place, predictor, predictor == recommended));
          findings.add(PredictorFinding.of(place.words(), predictors, recommended));
        });
    return List.of(
        rows.table(
            "predictors",
            Messages.text("predictors.name"),
            Messages.text("predictors.title"),
            findings,
            Messages.text("predictors.note"),
            ""));
  }

  private static void add(
      TableRows rows, Place place, ComparedPredictor predictor, boolean recommended) {
    int[] measured =
        predictor.runs().stream()
            .flatMap(run -> run.latencies().stream())
            .mapToInt(LatencyResult::measured)
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
                : Messages.text(
                    "predictors.times", predictor.recommended(), predictor.runs().size())));
    rows.add(
        predictor.isHead() ? Origin.STUDY : Origin.BASELINE,
        recommended ? "recommended" : "",
        predictor.method(),
        values);
  }
}
