/**
 * The observations of a run, in order, with purpose, fidelity and cost, and the budget that limits
 * them.
 */
package org.narq2t.ledger;
