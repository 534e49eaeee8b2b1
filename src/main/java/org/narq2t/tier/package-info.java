/**
 * Quality tiers: dividing (Algorithm 2), statistics of a batch (Eq. 19, 20), the divergence between
 * tiers and the selection of a distribution (Algorithm 5).
 *
 * <p>Tiers count from 0, the best; the paper's T1 is tier 0 here.
 */
package org.narq2t.tier;
