/**
 * What a run observed, in order, with purpose, fidelity and cost, and the budget that limits it.
 */
package org.narq2t.ledger;
