package org.narq2t.predictor;

import java.nio.file.Path;

/** What a fitted predictor says of architectures, read from its file without the run around it. */
public interface Scorer extends AutoCloseable {

  /** Predicts; the order is that of the argument. */
  Scores score(int[] architectures);

  /** Reads what a run saved. */
  void load(Path file);

  @Override
  void close();
}
