package org.narq2t.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.files.HeldFile;
import org.narq2t.ray.RayCluster;
import org.narq2t.ray.RayRuns;

/** The crew of one cluster, and the runs that it is to do. */
final class ClusterCrew implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClusterCrew.class.getName());

  private final RayRuns tasks;
  private final HeldFile lock;
  private final int most;
  private final RunStore store;
  private final RunStates states;

  /** Runs that cannot be done, with the reason: until that is recorded. */
  private final Map<Long, String> hopeless = new TreeMap<>();

  /**
   * @param most runs that are done at a time
   */
  ClusterCrew(RayRuns tasks, HeldFile lock, int most, RunStore store, RunStates states) {
    this.tasks = tasks;
    this.lock = lock;
    this.most = most;
    this.store = store;
    this.states = states;
  }

  /** Calls a crew; empty if another process looks after that cluster. */
  static Optional<ClusterCrew> open(
      RayCluster ray, WorkerSettings workers, Path folder, RunStore store, RunStates states) {
    HeldFile lock;
    try {
      lock = HeldFile.of(folder.resolve("lock"), Duration.ZERO);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      RayRuns tasks = ray.openRuns(workers, folder);
      return Optional.of(new ClusterCrew(tasks, lock, workers.count(), store, states));
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /**
   * Has runs done.
   *
   * @param runs that are active or could be done now
   * @return whether there is still something to do; if not, it is closed
   */
  boolean tend(List<RunRecord> runs) {
    Set<Long> ended = hear(runs); // some of the runs that are given, as they were before
    tasks.wanted().stream().filter(this::isUnwanted).forEach(tasks::forget);
    for (RunRecord run : runs) {
      if (tasks.wanted().size() < most
          && !ended.contains(run.id())
          && !hopeless.containsKey(run.id())) {
        tasks.want(run.id());
      }
    }
    hopeless.keySet().removeIf(this::isRecorded);
    boolean busy = !runs.isEmpty() || !tasks.wanted().isEmpty() || !hopeless.isEmpty();
    if (!busy) {
      close();
    }
    return busy;
  }

  /** Returns the runs whose tasks have ended since the last time. */
  private Set<Long> hear(List<RunRecord> runs) {
    Map<Long, Optional<String>> ended = tasks.ended();
    ended.forEach((run, trouble) -> trouble.ifPresent(why -> hopeless.put(run, why)));
    try {
      tasks.requireHope();
    } catch (UncheckedIOException e) { // no job of it lasts
      runs.forEach(run -> hopeless.put(run.id(), e.getMessage()));
      tasks.wanted().forEach(tasks::forget);
    }
    return ended.keySet();
  }

  private boolean isUnwanted(long run) {
    return state(run).filter(state -> state != RunState.CANCELLED).isEmpty();
  }

  /** A run whose worker died elsewhere is its worker's until that was silent for a minute. */
  private boolean isRecorded(long run) {
    return states.fail(run, hopeless.get(run))
        || state(run).filter(state -> !state.isOver()).isEmpty();
  }

  private Optional<RunState> state(long run) {
    return store.find(run).map(RunRecord::state);
  }

  @Override
  public void close() {
    tasks.close();
    release(lock);
  }

  private static void release(HeldFile lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "A lock was not released: {0}", e.getMessage());
    }
  }
}
