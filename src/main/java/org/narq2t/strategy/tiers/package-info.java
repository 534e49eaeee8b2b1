/**
 * The search of Algorithm 4: architectures sampled under constraints from tier statistics, scored
 * by the ranker, the best of the predicted top tier looked up.
 */
package org.narq2t.strategy.tiers;
