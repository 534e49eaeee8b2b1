package org.narq2t.strategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/**
 * A predictor of {@link Words} by the known words that are near. It believes itself more from fit
 * to fit, so one that lost its state on the way would be found out.
 */
public class WordPredictor implements Predictor {
  private static final double SECONDS = 60; // said, not spent: its state is worth keeping

  private final Words words = new Words();
  private final List<double[]> known = new ArrayList<>(); // word, accuracy
  private int fits;
  private Optional<FitRecord> record = Optional.empty();

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    fits++;
    known.clear();
    for (Observation observation : ledger.observations()) {
      if (!Double.isNaN(observation.validation())) {
        known.add(new double[] {observation.architecture(), observation.validation()});
      }
    }
    FitRecord fitted = new FitRecord(known.size(), SECONDS, List.of(), List.of(), Map.of());
    record = Optional.of(fitted);
    return fitted;
  }

  @Override
  public Scores predict(int[] architectures) {
    float[] score = new float[architectures.length];
    float[] deviation = new float[architectures.length];
    for (int i = 0; i < score.length; i++) {
      double weights = 0;
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] other : known) {
        int distance = distance(architectures[i], (int) other[0]);
        double weight = Math.exp(-distance);
        score[i] += (float) (weight * other[1]);
        weights += weight;
        nearest = Math.min(nearest, distance);
      }
      score[i] /= (float) weights;
      deviation[i] = (float) (nearest / fits);
    }
    return new Scores(score, deviation, new float[0], 0, new float[0]);
  }

  private int distance(int one, int other) {
    int[] letters = words.letters(one);
    int[] others = words.letters(other);
    int distance = 0;
    for (int place = 0; place < letters.length; place++) {
      distance += letters[place] == others[place] ? 0 : 1;
    }
    return distance;
  }

  @Override
  public Optional<FitRecord> fitted() {
    return record;
  }

  @Override
  public void save(Path file) {
    List<String> lines = new ArrayList<>(List.of(Integer.toString(fits)));
    known.forEach(pair -> lines.add((int) pair[0] + " " + pair[1]));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void load(Path file, FitRecord fitted) {
    try {
      List<String> lines = Files.readAllLines(file);
      fits = Integer.parseInt(lines.get(0));
      known.clear();
      lines.stream()
          .skip(1)
          .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .forEach(known::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record = Optional.of(fitted);
  }

  @Override
  public void close() {}
}
