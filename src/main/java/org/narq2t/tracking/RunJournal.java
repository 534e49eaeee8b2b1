package org.narq2t.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunResult;

/**
 * Writes what happens in one run into the database, for the worker that does it. A database that
 * does not answer fails no run: what could not be written waits, and is written in order when it
 * answers again. The end of the run is tried for a minute.
 */
final class RunJournal implements Consumer<RunEvent> {
  private static final System.Logger LOG = System.getLogger(RunJournal.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 1_000;

  private final RunMetrics metrics;
  private final long run;
  private final WorkerId worker;
  private final BooleanSupplier hurried;
  private final Deque<RunEvent> unwritten = new ArrayDeque<>();

  /**
   * @param hurried whether the process is ending and nothing can be waited for
   */
  RunJournal(RunMetrics metrics, long run, WorkerId worker, BooleanSupplier hurried) {
    this.metrics = metrics;
    this.run = run;
    this.worker = worker;
    this.hurried = hurried;
  }

  /**
   * Writes an event; batches are not kept: they may be many. Epochs of single networks come from
   * another thread, which stops no run.
   *
   * @throws RunStopped if the run is another worker's by now
   */
  @Override
  public synchronized void accept(RunEvent event) {
    if (event instanceof BatchTrained) {
      return;
    }
    unwritten.add(event);
    try {
      write();
    } catch (RunStopped e) {
      if (!(event instanceof NetworkEpoch)) {
        throw e;
      }
    } catch (JdbiException e) {
      if (unwritten.size() == 1) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Run {0} goes on, its record is written later: {1}",
            Long.toString(run),
            e.getMessage());
      }
    }
  }

  private void write() {
    while (!unwritten.isEmpty()) {
      if (!metrics.record(run, worker, unwritten.peek())) {
        throw new RunStopped("Run " + run + " is being done by another process now");
      }
      unwritten.remove();
    }
  }

  /**
   * Records how the run ended.
   *
   * @param result of a finished run
   * @throws RunStopped if the run is another worker's by now
   * @throws JdbiException if the database does not answer for a minute
   */
  synchronized void end(RunState state, String message, Optional<RunResult> result) {
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        write();
        if (!metrics.end(run, worker, state, message, result)) {
          throw new RunStopped("Run " + run + " is being done by another process now");
        }
        return;
      } catch (JdbiException e) {
        if (hurried.getAsBoolean() || Instant.now().isAfter(until) || !pause()) {
          throw e;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
