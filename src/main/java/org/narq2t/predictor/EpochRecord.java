package org.narq2t.predictor;

/**
 * One epoch.
 *
 * @param best whether it has the best validation tier accuracy so far
 */
public record EpochRecord(EpochResult train, EpochResult validation, boolean best) {}
