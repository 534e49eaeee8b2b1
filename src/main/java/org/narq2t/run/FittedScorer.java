package org.narq2t.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scorer;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Members;

/**
 * A predictor of a run, asked without its run.
 *
 * @param cells what it can be asked about: the cells of its table
 */
record FittedScorer(Predictor predictor, Members cells) implements Scorer {
  /** What the fit was is the record's; to predict, only the file is needed. */
  private static final FitRecord UNTOLD = new FitRecord(0, 0, List.of(), List.of(), Map.of());

  @Override
  public Scores score(int[] architectures) {
    return predictor.predict(architectures);
  }

  @Override
  public Optional<Members> known() {
    return Optional.of(cells);
  }

  @Override
  public void load(Path file) {
    predictor.load(file, UNTOLD);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
