/** In what runs differ: one answer, for means over seeds, comparisons and studies alike. */
package org.narq2t.comparison;
