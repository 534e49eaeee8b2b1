/** A predictor asked step by step. */
package org.narq2t.strategy.sequential;
