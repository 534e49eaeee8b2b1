/**
 * The value of a search: selection protocols, ranks, random search at the same budget, correlation
 * and tier accuracy over the whole space, summaries over seeds, the paper's tables.
 */
package org.narq2t.evaluation;
