package org.narq2t.benchmark;

import org.narq2t.space.Domain;
import org.narq2t.space.Space;

/** A space to search, and where the results of its architectures come from. */
public sealed interface Landscape permits Benchmark, EndlessLandscape {

  Space space();

  /** The architectures whose results can be had: a run stays within them. */
  Domain known();

  /** Where the results come from. */
  Provenance provenance();

  /**
   * The space with the table of its results.
   *
   * @throws IllegalArgumentException if there is none
   */
  Benchmark benchmark();
}
