package org.narq2t.predictor;

import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.space.Members;

/** What a fitted predictor says of architectures, read from its file without the run around it. */
public interface Scorer extends AutoCloseable {

  /** Predicts; the order is that of the argument. */
  Scores score(int[] architectures);

  /** What it can be asked about; empty for any architecture of the space. */
  default Optional<Members> known() {
    return Optional.empty();
  }

  /** Reads what a run saved. */
  void load(Path file);

  @Override
  void close();
}
