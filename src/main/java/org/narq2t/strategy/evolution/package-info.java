/** Regularised evolution. */
package org.narq2t.strategy.evolution;
