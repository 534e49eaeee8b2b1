package org.narq2t.run;

/**
 * A cell that was looked up.
 *
 * @param accuracy the one that is reported, %
 * @param predictedMs NaN if latency was not predicted, or the record does not keep it
 * @param measuredMs NaN if it was not measured
 * @param energyMj measured, NaN if it was not
 */
public record FoundCell(
    int architecture,
    String description,
    double accuracy,
    double predictedMs,
    double measuredMs,
    double energyMj,
    long flops,
    long parameters) {}
