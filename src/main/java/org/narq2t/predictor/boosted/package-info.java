/** Gradient-boosted trees. */
package org.narq2t.predictor.boosted;
