/**
 * Limits of latency, energy, FLOPs and parameters while a run searches: {@link
 * org.narq2t.limits.LatencyLimits} is its constraint, learns how fast other networks are and how
 * probable it is that they keep the limits; {@link org.narq2t.limits.LimitsReport} tells what the
 * limits did.
 */
package org.narq2t.limits;
