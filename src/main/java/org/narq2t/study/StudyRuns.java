package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.run.RunEvent;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Does queued runs, those of a study or others. */
@ApplicationScoped
public class StudyRuns {
  private static final long PAUSE_MILLIS = 500;

  private final Runs runs;
  private final RunStore store;
  private final RunStates states;
  private final ClusterRuns clusters;

  StudyRuns(Runs runs, RunStore store, RunStates states, ClusterRuns clusters) {
    this.runs = runs;
    this.store = store;
    this.states = states;
    this.clusters = clusters;
  }

  /** Hears what becomes of the runs that this process does. */
  public interface Listener {

    /** A run begins; what is returned hears its events. */
    Consumer<? super RunEvent> begins(RunRecord run);

    /** A run is done. */
    void finished(Runs.Recorded run);

    /** A run ended without a result; the others go on. */
    void failed(RunRecord run);
  }

  /**
   * Does queued runs until all of them are over, beside any other worker: a run that was
   * interrupted elsewhere is gone on with here.
   *
   * @throws IOException if the record of a run cannot be written
   */
  public void work(List<Long> numbers, Listener listener) throws IOException {
    Set<Long> own = new HashSet<>(numbers);
    while (!isOver(own)) {
      List<RunRecord> begun = new ArrayList<>();
      try {
        Optional<Runs.Recorded> done =
            runs.doNext(
                own::contains,
                run -> {
                  begun.add(run);
                  return listener.begins(run);
                });
        done.ifPresent(listener::finished);
        if (done.isEmpty()) {
          pause();
        }
      } catch (IOException | RuntimeException e) {
        RunRecord ended = begun.stream().map(run -> store.get(run.id())).findFirst().orElse(null);
        boolean goesOn =
            ended != null
                && !(e instanceof PythonUnavailable)
                && (ended.state() == RunState.FAILED || ended.state() == RunState.CANCELLED);
        if (!goesOn) {
          throw e;
        }
        listener.failed(ended);
      }
    }
  }

  /**
   * Has queued runs done by their cluster until all of them are over.
   *
   * @param ended hears of each run that ends meanwhile
   * @throws IllegalStateException if this process is being stopped
   */
  public void await(List<Long> numbers, Consumer<RunRecord> ended) throws IOException {
    Set<Long> own = new HashSet<>(numbers);
    Set<Long> told = new HashSet<>();
    all(own).filter(run -> run.state().isOver()).forEach(run -> told.add(run.id()));
    while (!isOver(own) || clusters.isBusy()) {
      clusters.tend();
      all(own).filter(run -> run.state().isOver() && told.add(run.id())).forEach(ended);
      pause();
    }
    all(own).filter(run -> told.add(run.id())).forEach(ended);
  }

  private boolean isOver(Set<Long> numbers) {
    all(numbers)
        .filter(run -> run.state() == RunState.INTERRUPTED)
        .forEach(run -> states.requeue(run.id()));
    return all(numbers).allMatch(run -> run.state().isOver());
  }

  private Stream<RunRecord> all(Set<Long> numbers) {
    return numbers.stream().flatMap(number -> store.find(number).stream());
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the study was interrupted", e);
    }
  }
}
