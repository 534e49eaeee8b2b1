/** Trained results that a benchmark published. */
package org.narq2t.evaluator.table;
