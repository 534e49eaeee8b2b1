package org.narq2t.limits;

import java.util.Arrays;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.space.Task;

/**
 * Architectures that were measured on a device apart from a search, which knows their latencies
 * from the start.
 *
 * @param architectures none if every one is measured when it is looked up
 * @param instead whether these are all that were measured: what is looked up is not
 */
public record MeasuredApart(int[] architectures, boolean instead) {

  /** A device of a benchmark was measured on nearly all networks, a user's own on some tens. */
  public static final double SHARE = 0.5;

  /** Nothing. */
  public static final MeasuredApart NOTHING = new MeasuredApart(new int[0], false);

  /** What a run measured before it began to search. */
  public static MeasuredApart before(int[] architectures) {
    return new MeasuredApart(architectures, false);
  }

  /**
   * What a table knows of a device on which only few networks were measured; nothing of one on
   * which most were, since that stands for measuring each as it is looked up.
   */
  public static MeasuredApart inTable(Benchmark benchmark, Task dataset, String device) {
    if (!benchmark.table().devices(dataset).contains(device)) {
      return NOTHING;
    }
    int[] known =
        Arrays.stream(benchmark.known().toArray())
            .filter(a -> !Double.isNaN(benchmark.table().latencyMs(a, dataset, device)))
            .toArray();
    return known.length < SHARE * benchmark.known().size()
        ? new MeasuredApart(known, true)
        : NOTHING;
  }
}
