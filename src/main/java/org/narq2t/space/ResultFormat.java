package org.narq2t.space;

import java.io.IOException;
import java.io.Writer;
import java.util.function.IntConsumer;

/** A file format for the results of a space. */
public interface ResultFormat {

  /** Whether architectures are written too of which no validation accuracy is known. */
  default boolean writesUnknown() {
    return true;
  }

  /**
   * Writes results.
   *
   * @param architectures that are written, ascending
   * @param progress hears how many of them are
   */
  void write(
      SearchSpace space, Results results, int[] architectures, Writer out, IntConsumer progress)
      throws IOException;
}
