package org.narq2t.tracking;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.tracking.RunRecord.Progress;

/**
 * While a worker does a run: says every second that it lives and how far it is, and hears whether
 * the run is to be stopped. A database that does not answer is asked again; it stops no run.
 */
final class Heartbeat implements Consumer<RunEvent>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final int SECONDS = 1;

  private final HeldRuns held;
  private final long run;
  private final WorkerId worker;
  private final Runnable stop;
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NONE);
  private final ScheduledExecutorService clock;
  private volatile boolean cancelled;
  private volatile boolean lost; // another worker's by now: this one was taken for dead
  private volatile boolean silent;

  /**
   * @param stop is called, from another thread, when the run is to be stopped
   */
  Heartbeat(HeldRuns held, long run, WorkerId worker, Runnable stop) {
    this.held = held;
    this.run = run;
    this.worker = worker;
    this.stop = stop;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "narq2t-heartbeat-" + run);
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void beat() {
    try {
      Optional<RunState> state = held.beat(run, worker, progress.get());
      lost = state.isEmpty();
      cancelled = cancelled || state.filter(RunState.CANCELLING::equals).isPresent();
      silent = false;
    } catch (RuntimeException e) {
      if (!silent) {
        LOG.log(System.Logger.Level.WARNING, "Trying again: {0}", e.getMessage());
      }
      silent = true;
    }
    if (shouldStop() && !clock.isShutdown()) { // a late beat must not stop the next run
      stop.run();
    }
  }

  /** Stops the run as if the database had said so: this process heard it first. */
  void cancel() {
    cancelled = true;
    stop.run();
  }

  /** Whether somebody asked for the run to be stopped. */
  boolean isCancelled() {
    return cancelled;
  }

  private boolean shouldStop() {
    return cancelled || lost;
  }

  /**
   * Counts steps.
   *
   * @throws RunStopped between two iterations, if the run is to be stopped
   */
  @Override
  public void accept(RunEvent event) {
    if (event instanceof StageStarted stage) {
      progress.set(
          new Progress(stage.stage().name().toLowerCase(Locale.ROOT), stage.steps(), stage.done()));
    } else if (event instanceof BatchTrained || event instanceof IterationFinished) {
      progress.updateAndGet(p -> new Progress(p.stage(), p.steps(), p.stepsDone() + 1));
    }
    boolean told = event instanceof BatchTrained || event instanceof NetworkEpoch;
    if (!told && shouldStop()) { // what is told during a call to Python is told by another thread
      throw new RunStopped("stopped");
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
