package org.narq2t.search;

import java.util.List;

/**
 * The architectures of one search iteration.
 *
 * @param architectures k of them, shuffled, repetitions possible
 * @param constrained how many were sampled under constraints; the others uniformly
 * @param rejected trials that were drawn and not kept
 * @param unknown how many of these are not in the space, or of no known result
 * @param violating how many were kept although they break the constraints
 * @param constraints the pairs that were in force, in order
 * @param selections what they were drawn from; no element for a random batch, else one
 */
public record SampledBatch(
    int[] architectures,
    int constrained,
    int rejected,
    int unknown,
    int violating,
    List<Constraints> constraints,
    List<Selections> selections) {}
