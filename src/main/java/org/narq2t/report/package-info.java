/**
 * What a reproduction shows: Table II beside the paper's, and a page to look at. It reads finished
 * runs and decides nothing.
 */
package org.narq2t.report;
