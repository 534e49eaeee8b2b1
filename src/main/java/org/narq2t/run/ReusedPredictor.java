package org.narq2t.run;

import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;

/**
 * A predictor that an earlier run fitted to the same observations: fitting takes its state over,
 * and the record of that fit, whose cost counts as this run's own.
 *
 * @param own of this run, configured alike
 * @param model file of the earlier one's state
 */
record ReusedPredictor(Predictor own, Path model, FitRecord record) implements Predictor {

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    own.load(model, record);
    return record;
  }

  @Override
  public Scores predict(int[] architectures) {
    return own.predict(architectures);
  }

  @Override
  public Optional<FitRecord> fitted() {
    return own.fitted();
  }

  @Override
  public Hardware hardware() {
    return own.hardware();
  }

  @Override
  public void save(Path file) {
    own.save(file);
  }

  @Override
  public void load(Path file, FitRecord fitted) {
    own.load(file, fitted);
  }

  @Override
  public void close() {
    own.close();
  }
}
