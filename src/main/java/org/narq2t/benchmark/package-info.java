/**
 * Tables of trained results and the budget that every look-up goes through.
 *
 * <p>A table is a safetensors file, see {@link org.narq2t.benchmark.TableFile}.
 */
package org.narq2t.benchmark;
