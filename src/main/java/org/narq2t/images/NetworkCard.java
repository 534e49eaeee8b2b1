package org.narq2t.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.configuration.SettingValues;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.evaluator.training.MeasuredLatencies;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;

/**
 * What the card of an exported network says of it.
 *
 * @param best the network
 */
record NetworkCard(TrainingRun run, Observation best) {
  private static final int ALTERNATIVES = 20;

  /** By the names of {@code export_network}. */
  Map<String, Object> fields() {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("seed", best.seed());
    training.put("validation", best.validation() / 100);
    training.put("test", Double.isNaN(best.test()) ? null : best.test() / 100);
    training.put("seconds", seconds());
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("recipe", SettingValues.named(run.settings().finalRecipe()));
    card.put("found", found());
    card.put("trainings", List.of(training));
    card.put(
        "latencies",
        run.table().measured(best.architecture()).stream().map(NetworkCard::latency).toList());
    card.put("alternatives", alternatives());
    return card;
  }

  private static Map<String, Object> latency(MeasuredLatencies.Latency measured) {
    return Map.of(
        "device", "this machine, " + measured.runtime(),
        "median", measured.median(),
        "quartiles", List.of(measured.lowerQuartile(), measured.upperQuartile()),
        "batch", measured.batch());
  }

  private double seconds() {
    return run.result().rounds().stream()
        .filter(round -> round.purpose() == Purpose.FINAL)
        .flatMap(round -> round.observations().stream())
        .filter(observation -> observation.architecture() == best.architecture())
        .mapToDouble(Observation::seconds)
        .sum();
  }

  private String found() {
    return String.format(
        Locale.ROOT,
        "narq2t trained %d networks of %s for it (strategy %s, predictor %s), the best %d again for"
            + " %d epochs, and took the best of these by validation.",
        run.result().queries().distinct(),
        run.result().configuration().space(),
        run.result().configuration().strategyName(),
        run.result().configuration().predictorName(),
        run.result().rounds().stream()
            .filter(round -> round.purpose() == Purpose.FINAL)
            .mapToInt(round -> round.observations().size())
            .sum(),
        run.settings().finals().epochs());
  }

  /** The best others of the search, by validation, and all on the front with latency. */
  private List<Map<String, Object>> alternatives() {
    List<Observation> trained =
        run.result().rounds().stream()
            .filter(round -> round.purpose().isPaid())
            .flatMap(round -> round.observations().stream())
            .filter(o -> !Double.isNaN(o.validation()))
            .sorted(Comparator.comparingDouble(Observation::validation).reversed())
            .toList();
    int[] cells = trained.stream().mapToInt(Observation::architecture).toArray();
    double[] ms =
        Arrays.stream(cells)
            .mapToDouble(
                c -> 1_000 * run.table().latency(c, run.result().configuration().dataset()))
            .toArray();
    double[] accuracies = trained.stream().mapToDouble(Observation::validation).toArray();
    Set<Integer> front =
        ParetoFront.of(cells, ms, accuracies).points().stream()
            .map(ParetoFront.Point::architecture)
            .collect(Collectors.toSet());
    List<Map<String, Object>> alternatives = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != best.architecture()
          && (alternatives.size() < ALTERNATIVES || front.contains(cells[i]))) {
        Map<String, Object> alternative = new LinkedHashMap<>();
        alternative.put("cell", trained.get(i).description());
        alternative.put("validation", accuracies[i] / 100);
        alternative.put("latency", Double.isNaN(ms[i]) ? null : ms[i]);
        alternative.put("front", front.contains(cells[i]));
        alternatives.add(alternative);
      }
    }
    return alternatives;
  }
}
