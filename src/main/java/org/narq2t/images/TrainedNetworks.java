package org.narq2t.images;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingFiles;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.Images;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;
import org.narq2t.settings.Settings;
import org.narq2t.space.SearchSpace;

/** The findings about the networks of a finished run on a user's own images. */
@ApplicationScoped
public class TrainedNetworks {
  private final Settings application;
  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  TrainedNetworks(Settings application, Benchmarks benchmarks, EmbeddedPython python) {
    this.application = application;
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * The judgement of the chosen network on a part of the images.
   *
   * @param part {@code test}, or {@code val} where there are no test images
   * @param accuracy in %
   * @param confusion images by true and predicted class
   * @param misclassified file, true and predicted class of each
   */
  public record Judgement(
      String part,
      int images,
      double accuracy,
      List<String> classes,
      List<List<Integer>> confusion,
      List<List<String>> misclassified) {}

  /**
   * The figures that are shown of a run.
   *
   * @param curves validation accuracy in % after each epoch of final trainings whose weights are
   *     there, by architecture
   * @param searchCurves the same of the trainings of the search
   * @param latencies in ms, of what was measured
   * @param judged of the chosen network; none if nothing was found or its weights are lost
   * @param data what is known of the images, as text
   * @param cache where the images lie
   */
  public record Summary(
      RunResult result,
      Map<Integer, List<Double>> curves,
      Map<Integer, List<Double>> searchCurves,
      Map<Integer, Double> latencies,
      List<Judgement> judged,
      String data,
      Path cache) {}

  /**
   * Looks at a finished run.
   *
   * @throws IllegalArgumentException if it trained no networks, or its images were changed
   * @throws IOException if its record cannot be read
   */
  public Summary show(RunFolder run) throws IOException {
    RunResult result = run.result();
    RunConfiguration configuration = result.configuration();
    if (!(configuration.evaluator() instanceof TrainingSettings settings)) {
      throw new IllegalArgumentException("The run trained no networks on images");
    }
    SearchSpace space = benchmarks.space(configuration.space());
    TrainingRun trained = TrainingRun.of(result, settings, space, application.data());
    TrainedTable table = trained.table();
    Images images = Images.of(python.runtime(), table.caches(), settings.images());
    ImageTrainer trainer = trained.finals(python.runtime());
    Map<Integer, List<Double>> curves = new LinkedHashMap<>();
    Map<Integer, List<Double>> searchCurves = new LinkedHashMap<>();
    Map<Integer, Double> latencies = new LinkedHashMap<>();
    List<Judgement> judged = new ArrayList<>();
    for (Round round : result.rounds()) {
      for (Observation one : round.observations()) {
        int architecture = one.architecture();
        double ms = 1_000 * table.latency(architecture, configuration.dataset());
        if (!Double.isNaN(ms)) {
          latencies.put(architecture, ms);
        }
        if (one.purpose().isPaid()) {
          table
              .training(architecture)
              .ifPresent(known -> searchCurves.put(architecture, known.curve()));
        }
        Path weights = TrainingFiles.weights(run.path(), architecture);
        if (one.purpose().isPaid() || Double.isNaN(one.validation()) || !Files.exists(weights)) {
          continue;
        }
        String cell = space.networkText(architecture);
        if (one.purpose() == Purpose.FINAL) { // nothing is trained: the file is complete
          curves.put(
              architecture,
              trainer.train(cell, settings.finalRecipe(), one.seed(), weights, Map.of()).curve());
        } else {
          judged.add(judge(trainer, cell, settings, one, weights));
        }
      }
    }
    return new Summary(
        result, curves, searchCurves, latencies, judged, images.text(), images.cache());
  }

  private static Judgement judge(
      ImageTrainer trainer, String cell, TrainingSettings settings, Observation one, Path weights) {
    String part = Double.isNaN(one.test()) ? "val" : "test";
    JsonNode found = trainer.judge(cell, settings.finalRecipe(), one.seed(), weights, part);
    return new Judgement(
        part,
        found.get("images").asInt(),
        100 * found.get("accuracy").asDouble(),
        Json.MAPPER.convertValue(found.get("classes"), new Texts()),
        Json.MAPPER.convertValue(found.get("confusion"), new Counts()),
        Json.MAPPER.convertValue(found.get("misclassified"), new TextRows()));
  }

  private static final class Texts extends TypeReference<List<String>> {}

  private static final class Counts extends TypeReference<List<List<Integer>>> {}

  private static final class TextRows extends TypeReference<List<List<String>>> {}
}
