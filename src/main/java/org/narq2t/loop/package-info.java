/**
 * The loop that every run is: the strategy is asked, what it proposes is evaluated or fitted, what
 * came of it is in the log before it is asked again. {@link org.narq2t.loop.Loop} asks, {@link
 * org.narq2t.loop.ConcurrentRounds} evaluates several at once, {@link org.narq2t.loop.RunHistory}
 * writes the log and replays that of an interrupted run.
 *
 * <p>It knows the four ports and no module of theirs.
 */
package org.narq2t.loop;
