/**
 * The database of runs: {@link org.narq2t.tracking.RunStore} is their table, {@code RunStates}
 * changes their states, and {@link org.narq2t.tracking.Runs} does them, as {@link
 * org.narq2t.tracking.RunQueue} does those that were queued. A heartbeat shows that a run is alive,
 * so that the run of a process that died is found and can be resumed.
 *
 * <p>It is the only package with JDBC and Jdbi; it uses no package of studies, reports, command
 * line or web.
 */
package org.narq2t.tracking;
