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
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.run.RunEvent;
import org.narq2t.study.StudyFile.Shared;
import org.narq2t.study.StudyPlan.PlannedRun;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.RunSubmission;
import org.narq2t.tracking.Runs;

/** Puts the runs of a study into the queue, and does what is there of them. */
@ApplicationScoped
public class StudyRuns {
  private static final long PAUSE_MILLIS = 500;

  private final Runs runs;
  private final RunSubmission submission;
  private final RunStore store;
  private final RunStates states;
  private final ClusterRuns clusters;
  private final EarlierRuns earlier;

  StudyRuns(
      Runs runs,
      RunSubmission submission,
      RunStore store,
      RunStates states,
      ClusterRuns clusters,
      EarlierRuns earlier) {
    this.runs = runs;
    this.submission = submission;
    this.store = store;
    this.states = states;
    this.clusters = clusters;
    this.earlier = earlier;
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
   * Puts the runs of a plan into the queue. Any worker does them; one that needs the predictor of
   * another waits for it.
   *
   * @param takeUp whether runs that were done or begun before count, see {@link EarlierRuns}; a
   *     study that shares predictors then takes those that other studies fitted, too
   * @param cluster that is to do them; empty for any worker
   * @return their numbers, in the order of the plan
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public List<Long> submit(StudyPlan plan, boolean takeUp, Optional<WorkerSettings> cluster)
      throws IOException {
    Optional<String> place = cluster.map(ClusterRuns::text);
    states.reap();
    String study = plan.study().name();
    List<Long> numbers = new ArrayList<>();
    List<Long> fitters = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      Optional<Long> needs = run.needs().stream().mapToObj(fitters::get).findFirst();
      Optional<RunRecord> before =
          takeUp ? earlier.find(study, run.configuration(), needs) : Optional.empty();
      if (takeUp
          && before.isEmpty()
          && needs.isEmpty()
          && plan.study().file().shared() == Shared.PREDICTOR) {
        needs = earlier.fitted(run.configuration()).map(RunRecord::id);
        before =
            needs.isPresent() ? earlier.find(study, run.configuration(), needs) : Optional.empty();
      }
      long number =
          before.isPresent()
              ? takenUp(before.orElseThrow(), study, place)
              : submission.submit(run.configuration(), needs, Optional.of(study), place);
      numbers.add(number);
      fitters.add(needs.orElse(number));
    }
    return List.copyOf(numbers);
  }

  private long takenUp(RunRecord run, String study, Optional<String> place) {
    store.adopt(run.id(), study);
    store.assign(run.id(), place);
    if (run.state().canResume()) {
      states.requeue(run.id());
    }
    return run.id();
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
