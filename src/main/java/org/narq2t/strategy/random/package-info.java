/** Random search. */
package org.narq2t.strategy.random;
