package org.narq2t.tracking;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.RunEvent;

/**
 * The worker of a service: one thread that does queued runs one after the other, in the order in
 * which they were queued, for there is one Python interpreter. A run that fails is recorded and the
 * next one is taken.
 */
@ApplicationScoped
public class RunQueue {
  private static final System.Logger LOG = System.getLogger(RunQueue.class.getName());
  private static final long PAUSE_MILLIS = 1_000;
  private static final long PAUSE_AFTER_ERROR_MILLIS = 5_000;
  private static final Duration BETWEEN_REAPS = Duration.ofSeconds(15);

  private final RunExecution execution;
  private final ClusterRuns clusters;
  private final RunStore store;
  private final RunStates states;
  private final EmbeddedPython python;
  private final Event<RunEvent> heard;

  private final Semaphore submitted = new Semaphore(0);
  private Thread worker;
  private volatile boolean stopped;
  private volatile Optional<Long> current = Optional.empty();

  RunQueue(
      RunExecution execution,
      ClusterRuns clusters,
      RunStore store,
      RunStates states,
      EmbeddedPython python,
      Event<RunEvent> heard) {
    this.execution = execution;
    this.clusters = clusters;
    this.store = store;
    this.states = states;
    this.python = python;
    this.heard = heard;
  }

  /** Starts the worker. Runs whose process died are marked as interrupted first. */
  public synchronized void start() {
    if (worker == null) {
      worker = new Thread(this::work, "narq2t-queue");
      worker.setDaemon(true);
      worker.start();
      clusters.start();
    }
  }

  /** Puts all interrupted runs back into the queue; returns their numbers. */
  public List<Long> resumeInterrupted() {
    states.reap();
    RunFilter interrupted = RunFilter.in(RunState.INTERRUPTED);
    return store.list(interrupted, 0, Integer.MAX_VALUE).stream()
        .map(RunRecord::id)
        .sorted()
        .filter(states::requeue)
        .toList();
  }

  /** The run that the worker does now. */
  public Optional<Long> current() {
    return current;
  }

  /** Whether there is a worker in this process, and it lives. */
  public synchronized boolean isWorking() {
    return worker != null && worker.isAlive();
  }

  /** Whether there was to be a worker in this process. */
  public synchronized boolean isStarted() {
    return worker != null;
  }

  /** Tells the worker that there may be a run to do, so that it looks at once. */
  public void wake() {
    submitted.release();
  }

  private void work() {
    Instant reaped = Instant.EPOCH;
    while (!stopped && !python.isStopping()) {
      try {
        if (Instant.now().isAfter(reaped.plus(BETWEEN_REAPS))) {
          states.reap();
          requeueAbandoned();
          reaped = Instant.now();
        }
        states.claimNext(WorkerId.own()).ifPresentOrElse(this::execute, () -> pause(PAUSE_MILLIS));
      } catch (RuntimeException e) { // the database does not answer
        LOG.log(
            System.Logger.Level.WARNING, "The queue waits for the database: {0}", e.getMessage());
        pause(PAUSE_AFTER_ERROR_MILLIS);
      }
    }
  }

  /** A run of a study whose worker died is done by the next one: the study is not over. */
  private void requeueAbandoned() {
    RunFilter interrupted = RunFilter.in(RunState.INTERRUPTED);
    store.list(interrupted, 0, Integer.MAX_VALUE).stream()
        .filter(run -> run.study() != null && DesertedRuns.isDeserted(run))
        .forEach(run -> states.requeue(run.id()));
  }

  private void execute(long run) {
    current = Optional.of(run);
    try {
      execution.of(run, heard::fire);
    } catch (Throwable e) { // recorded with the run; the next one is done all the same
      LOG.log(System.Logger.Level.INFO, "Run " + run + " ended: " + e.getMessage());
    } finally {
      current = Optional.empty();
    }
  }

  /** Waits, or until there may be a run to do. */
  private void pause(long millis) {
    try {
      submitted.tryAcquire(millis, TimeUnit.MILLISECONDS);
      submitted.drainPermits();
    } catch (InterruptedException e) { // nobody does; stop() ends the worker
      stopped = true;
    }
  }

  /** Ends the worker between two runs. Not by an interrupt, which would close H2's file. */
  @PreDestroy
  void stop() {
    stopped = true;
    wake();
  }
}
