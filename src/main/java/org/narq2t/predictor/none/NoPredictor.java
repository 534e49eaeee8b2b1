package org.narq2t.predictor.none;

import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/** No predictor. A strategy that asks it is told that it needs one. */
public record NoPredictor() implements Predictor {

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    throw missing();
  }

  @Override
  public Scores predict(int[] architectures) {
    throw missing();
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "this strategy needs a predictor: set predictor.type to another than none");
  }

  @Override
  public Optional<FitRecord> fitted() {
    return Optional.empty();
  }

  @Override
  public void save(Path file) {
    throw missing();
  }

  @Override
  public void load(Path file, FitRecord record) {
    throw missing();
  }

  @Override
  public void close() {}
}
