package org.narq2t.space.nasbench201;

import java.util.HashMap;
import java.util.Map;

/**
 * Which architectures of NAS-Bench-201 have isomorphic graphs; computed when first asked for.
 *
 * <p>Not the {@link IsomorphismClasses} of the benchmark: those keep what leads nowhere apart, and
 * take two convolutions of one input for one, though these are trained apart and do better.
 */
final class EqualGraphs {
  private int[] representative = new int[0];

  /** The smallest index among those with the same graph, by index. */
  synchronized int[] of(NasBench201 space) {
    if (representative.length == 0) {
      Map<Long, Integer> first = new HashMap<>();
      int[] found = new int[space.size()];
      for (int index = 0; index < found.length; index++) {
        found[index] =
            first.merge(space.graph(index).signature(), index, (earlier, later) -> earlier);
      }
      representative = found;
    }
    return representative;
  }
}
