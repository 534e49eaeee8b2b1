package org.narq2t.proofs.predictor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Space;

/** A toy predictor: the nearer to the best known, place by place, the better. */
final class NearestBest implements Predictor {
  private final Space space;
  private int best;
  private Optional<FitRecord> record = Optional.empty();

  NearestBest(Space space) {
    this.space = space;
  }

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    best =
        ledger.observations().stream()
            .filter(observation -> !Double.isNaN(observation.validation()))
            .max(Comparator.comparingDouble(Observation::validation))
            .orElseThrow()
            .architecture();
    FitRecord fitted =
        new FitRecord(ledger.observations().size(), 0, List.of(), List.of(), Map.of());
    record = Optional.of(fitted);
    return fitted;
  }

  @Override
  public Scores predict(int[] architectures) {
    int[] wanted = space.liveOperators(best);
    float[] score = new float[architectures.length];
    for (int i = 0; i < score.length; i++) {
      int[] operators = space.liveOperators(architectures[i]);
      for (int place = 0; place < wanted.length; place++) {
        score[i] += operators[place] == wanted[place] ? 1 : 0;
      }
    }
    return new Scores(score, new float[0], 0, new float[0]);
  }

  @Override
  public Optional<FitRecord> fitted() {
    return record;
  }

  @Override
  public void save(Path file) {
    try {
      Files.writeString(file, space.describe(best));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void load(Path file, FitRecord fitted) {
    try {
      best = space.indexOf(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record = Optional.of(fitted);
  }

  @Override
  public void close() {}
}
