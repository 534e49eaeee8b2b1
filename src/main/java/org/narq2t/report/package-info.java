/**
 * The reports of finished runs: tables beside published figures, and pages to look at. It reads
 * finished runs and decides nothing.
 */
package org.narq2t.report;
