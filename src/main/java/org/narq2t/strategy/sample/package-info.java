/** A random sample to fit a predictor to, once. */
package org.narq2t.strategy.sample;
