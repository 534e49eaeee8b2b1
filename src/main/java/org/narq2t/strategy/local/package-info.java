/** Local search. */
package org.narq2t.strategy.local;
