package org.narq2t.predictor;

import java.nio.file.Path;
import java.util.Optional;
import org.narq2t.space.Members;

/** A fitted predictor that scores architectures, read from its file without the run around it. */
public interface Scorer extends AutoCloseable {

  /** Predicts; the order is that of the argument. */
  Scores score(int[] architectures);

  /** The architectures that it can be asked about; empty for any of the space. */
  default Optional<Members> known() {
    return Optional.empty();
  }

  /** Reads what a run saved. */
  void load(Path file);

  @Override
  void close();
}
