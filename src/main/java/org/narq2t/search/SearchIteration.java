package org.narq2t.search;

import java.util.List;

/**
 * One iteration of the search.
 *
 * @param iteration from 0
 * @param statistics position of the tier statistics in the list given to the search, -1 without
 * @param batch what was sampled
 * @param topTier how many of them were predicted to be in the top tier
 * @param candidates by score from high to low; may be empty
 */
public record SearchIteration(
    int iteration, int statistics, SampledBatch batch, int topTier, List<Candidate> candidates) {}
