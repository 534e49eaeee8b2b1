package org.narq2t.predictor.narq2t;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.SearchSpace;

/**
 * A ranker without torch: least mean squares on the number of each operator, so the order of the
 * batches shows in its weights.
 */
class LinearRanker implements Ranker {
  private static final double RATE = 0.02;
  private static final double CENTRE = 60;

  private final SearchSpace space;
  private final int tiers;
  private final TrainingSet training;
  private final TrainingSet validation;
  private final Map<Integer, Double> accuracies = new HashMap<>();
  private double[] weights;
  private double[] best;

  LinearRanker(SearchSpace space, int tiers, TrainingSet training, TrainingSet validation) {
    this.space = space;
    this.tiers = tiers;
    this.training = training;
    this.validation = validation;
    this.weights = new double[space.operatorKinds().size()];
    this.best = weights.clone();
    for (TrainingSet set : List.of(training, validation)) {
      for (int i = 0; i < set.size(); i++) {
        accuracies.put(set.architectures()[i], set.accuracies()[i]);
      }
    }
  }

  private double score(int architecture) {
    int[] counts = space.operatorCounts(architecture);
    return IntStream.range(0, counts.length).mapToDouble(o -> counts[o] * weights[o]).sum();
  }

  private double error(int architecture) {
    return accuracies.get(architecture) - CENTRE - score(architecture);
  }

  @Override
  public EpochResult trainEpoch(int epoch, int[][] batches) {
    for (int architecture : Arrays.stream(batches).flatMapToInt(Arrays::stream).toArray()) {
      double error = error(architecture);
      int[] counts = space.operatorCounts(architecture);
      for (int operator = 0; operator < counts.length; operator++) {
        weights[operator] += RATE * error * counts[operator];
      }
    }
    return result(epoch, batches);
  }

  @Override
  public EpochResult validate(int epoch, int[][] batches) {
    return result(epoch, batches);
  }

  private EpochResult result(int epoch, int[][] batches) {
    double loss =
        Arrays.stream(batches)
            .flatMapToInt(Arrays::stream)
            .mapToDouble(a -> error(a) * error(a))
            .average()
            .orElseThrow();
    return new EpochResult(epoch, loss, 0, loss, 0, 1 / (1 + loss), RATE, 0);
  }

  @Override
  public void keepBest() {
    best = weights.clone();
  }

  @Override
  public void restoreBest() {
    weights = best.clone();
  }

  @Override
  public Scores score(int[] architectures) {
    float[] score = new float[architectures.length];
    float[] probabilities = new float[architectures.length * tiers];
    for (int i = 0; i < score.length; i++) {
      score[i] = (float) score(architectures[i]);
      float top = (float) (1 / (1 + Math.exp(-score(architectures[i]))));
      Arrays.fill(probabilities, i * tiers, (i + 1) * tiers, (1 - top) / (tiers - 1));
      probabilities[i * tiers] = top;
    }
    return new Scores(score, probabilities, tiers, new float[0]);
  }

  @Override
  public void save(Path file) {
    try {
      Files.write(file, List.of(line(weights), line(best)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  @Override
  public void load(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      weights = values(lines.get(0));
      best = values(lines.get(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] values(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public TrainingSet training() {
    return training;
  }

  @Override
  public TrainingSet validation() {
    return validation;
  }

  @Override
  public Predictor.Hardware hardware() {
    return new Predictor.Hardware("cpu", 1, weights.length);
  }

  @Override
  public void close() {}
}
