package org.narq2t.predictor.narq2t;

/**
 * NARQ2T: its network, its training, and the statistics that its tiers are counted in.
 *
 * @param tiers number of quality tiers; 0 trains a ranker without tiers
 */
public record Narq2tSettings(
    int tiers, ModelSettings model, TrainingSettings training, StatisticsSettings statistics) {}
