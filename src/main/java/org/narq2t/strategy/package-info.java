/** The port to strategies: ask, and be told through the ledger. Each strategy is a package here. */
package org.narq2t.strategy;
