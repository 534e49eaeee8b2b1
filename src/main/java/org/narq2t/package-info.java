/**
 * The entry point: {@link org.narq2t.Main} answers what needs no Quarkus at once and hands the rest
 * to {@code cli}. No other package may use it.
 */
package org.narq2t;
