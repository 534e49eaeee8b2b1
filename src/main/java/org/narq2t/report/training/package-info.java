/**
 * The report of a run that trained networks on a user's own images: one page that can be mailed.
 */
package org.narq2t.report.training;
