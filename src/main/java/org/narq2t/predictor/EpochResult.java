package org.narq2t.predictor;

/**
 * The result of one epoch of training; losses are means over the epoch, weighted as in the total.
 *
 * @param epoch from 0
 * @param loss the total (Eq. 14)
 * @param tierLoss tier classification
 * @param rankingLoss Eq. 9
 * @param latencyLoss Eq. 11, 0 without latency
 * @param tierAccuracy share of the training architectures put into their tier, 0 to 1
 * @param learningRate at the last step
 * @param seconds wall-clock time
 */
public record EpochResult(
    int epoch,
    double loss,
    double tierLoss,
    double rankingLoss,
    double latencyLoss,
    double tierAccuracy,
    double learningRate,
    double seconds) {}
