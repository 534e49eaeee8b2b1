package org.narq2t.images;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.configuration.SettingValues;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.evaluator.training.MeasuredLatencies;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingEvaluator;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.ImageTrainer;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;

/** Writes the network that a run on a user's own images found, for use without this program. */
@ApplicationScoped
public class NetworkExport {
  private static final int ALTERNATIVES = 20;

  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  @Inject
  NetworkExport(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * Writes the network of a finished run.
   *
   * @return the names of the files
   * @throws IllegalArgumentException if the run is not finished, or trained no networks
   * @throws IOException if its record or its weights cannot be read
   */
  public List<String> export(RunFolder run, Path folder) throws IOException {
    if (!run.isFinished()) {
      throw new IllegalArgumentException("The run is not finished, so it has found no network yet");
    }
    RunResult result = run.result();
    RunConfiguration configuration = result.configuration();
    if (!(configuration.evaluator() instanceof TrainingSettings settings)) {
      throw new IllegalArgumentException(
          "The run looked its results up in a table and has trained no network; 'narq2t network'"
              + " writes the one of any cell, untrained");
    }
    Observation best =
        result.rounds().stream()
            .filter(round -> round.purpose() == Purpose.REPORT)
            .flatMap(round -> round.observations().stream())
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IllegalArgumentException("The run found no network"));
    Path weights = TrainingEvaluator.weights(run.path(), best.architecture());
    if (!Files.exists(weights)) {
      throw new IOException(weights + " is not there: the weights of the network are lost");
    }
    Benchmark benchmark = benchmarks.open(configuration);
    return ImageTrainer.open(
            python.runtime(),
            ((TrainedTable) benchmark.table()).caches(),
            settings,
            configuration.space(),
            configuration.dataset(),
            KebabCaseEnums.spelling(configuration.device()))
        .with(settings.finalNetwork())
        .export(
            benchmark.space().networkText(best.architecture()),
            settings.finalRecipe(),
            configuration.seed(),
            weights,
            card(result, settings, best, benchmark),
            folder.toAbsolutePath());
  }

  private static Map<String, Object> card(
      RunResult result, TrainingSettings settings, Observation best, Benchmark benchmark) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("seed", best.seed());
    training.put("validation", best.validation() / 100);
    training.put("test", Double.isNaN(best.test()) ? null : best.test() / 100);
    training.put("seconds", seconds(result, best.architecture()));
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("recipe", SettingValues.named(settings.finalRecipe()));
    card.put("found", found(result, settings));
    card.put("trainings", List.of(training));
    card.put(
        "latencies",
        ((TrainedTable) benchmark.table())
            .measured(best.architecture()).stream().map(NetworkExport::latency).toList());
    card.put("alternatives", alternatives(result, best, benchmark));
    return card;
  }

  private static Map<String, Object> latency(MeasuredLatencies.Latency measured) {
    return Map.of(
        "device", "this machine, " + measured.runtime(),
        "median", measured.median(),
        "quartiles", List.of(measured.lowerQuartile(), measured.upperQuartile()),
        "batch", measured.batch());
  }

  private static double seconds(RunResult result, int architecture) {
    return result.rounds().stream()
        .filter(round -> round.purpose() == Purpose.FINAL)
        .flatMap(round -> round.observations().stream())
        .filter(observation -> observation.architecture() == architecture)
        .mapToDouble(Observation::seconds)
        .sum();
  }

  private static String found(RunResult result, TrainingSettings settings) {
    return String.format(
        Locale.ROOT,
        "narq2t trained %d networks of %s for it (strategy %s, predictor %s), the best %d again for"
            + " %d epochs, and took the best of these by validation.",
        result.queries().distinct(),
        result.configuration().space(),
        result.configuration().strategyName(),
        result.configuration().predictorName(),
        result.rounds().stream()
            .filter(round -> round.purpose() == Purpose.FINAL)
            .mapToInt(round -> round.observations().size())
            .sum(),
        settings.finals().epochs());
  }

  /** The best others of the search, by validation, and all on the front with latency. */
  private static List<Map<String, Object>> alternatives(
      RunResult result, Observation best, Benchmark benchmark) {
    List<Observation> trained =
        result.rounds().stream()
            .filter(round -> round.purpose().isPaid())
            .flatMap(round -> round.observations().stream())
            .filter(o -> !Double.isNaN(o.validation()))
            .sorted(Comparator.comparingDouble(Observation::validation).reversed())
            .toList();
    int[] cells = trained.stream().mapToInt(Observation::architecture).toArray();
    double[] ms =
        Arrays.stream(cells)
            .mapToDouble(
                c -> 1_000 * benchmark.table().latency(c, result.configuration().dataset()))
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
