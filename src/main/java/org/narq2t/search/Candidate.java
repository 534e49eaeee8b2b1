package org.narq2t.search;

/**
 * A candidate of the search, looked up.
 *
 * @param architecture index in the space
 * @param score predicted; an order, not an accuracy
 * @param predictedLatencyMs NaN if latency is not predicted
 * @param validation accuracy in %, NaN if not looked up
 * @param test accuracy in %, NaN if not looked up
 */
public record Candidate(
    int architecture, float score, float predictedLatencyMs, double validation, double test) {}
