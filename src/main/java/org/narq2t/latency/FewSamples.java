package org.narq2t.latency;

/**
 * How well the device is learnt from few measurements: means over repetitions.
 *
 * @param chosen {@code random}, or {@code spread} over operators and places
 * @param transfer whether the helpers' latencies were used
 */
public record FewSamples(
    int samples,
    String chosen,
    boolean transfer,
    double rmseMs,
    double within10Percent,
    double spearman) {}
