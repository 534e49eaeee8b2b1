package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunFolder;

/** Does runs, and keeps the record of each: its row in the database and its folder. */
@ApplicationScoped
public class Runs {
  private final RunStore store;
  private final RunStates states;
  private final RunFiles files;
  private final RunSubmission submission;
  private final RunExecution execution;
  private final ActiveRuns active;

  Runs(
      RunStore store,
      RunStates states,
      RunFiles files,
      RunSubmission submission,
      RunExecution execution,
      ActiveRuns active) {
    this.store = store;
    this.states = states;
    this.files = files;
    this.submission = submission;
    this.execution = execution;
    this.active = active;
  }

  /**
   * A run that is over and recorded.
   *
   * @param number in the database
   */
  public record Recorded(long number, Path folder, Experiment.Finished finished) {}

  /**
   * Does the one of some queued runs that has waited the longest, if there is one that could be
   * done now.
   *
   * @param listener makes the listener of a run
   * @return the run, or empty if there was nothing to do
   */
  public Optional<Recorded> doNext(
      LongPredicate among, Function<RunRecord, Consumer<? super RunEvent>> listener)
      throws IOException {
    states.reap();
    Optional<Long> next = states.claimNext(WorkerId.own(), among);
    return next.isEmpty()
        ? Optional.empty()
        : Optional.of(
            execution.of(next.orElseThrow(), listener.apply(store.get(next.orElseThrow()))));
  }

  /**
   * Does one run.
   *
   * @param listener hears every event, on the thread on which it happens
   * @throws IOException if the table cannot be read or the record cannot be written
   */
  public Recorded run(RunConfiguration configuration, Consumer<? super RunEvent> listener)
      throws IOException {
    return run(configuration, Optional.empty(), RunLabel.NONE, listener);
  }

  /**
   * Does one run, with its own ranker or that of an earlier one.
   *
   * @param ranker number of the earlier run, see {@link Experiment#runWith}
   * @throws IllegalArgumentException if there is no such run, or its ranker does not fit
   */
  public Recorded run(
      RunConfiguration configuration,
      Optional<Long> ranker,
      RunLabel label,
      Consumer<? super RunEvent> listener)
      throws IOException {
    return execution.of(submission.begin(configuration, ranker, label), listener);
  }

  /**
   * Goes on with a run that was cancelled, failed or interrupted, from its last checkpoint.
   *
   * @throws WrongState if it is in another state
   * @throws IllegalArgumentException if there is no such run
   */
  public Recorded resume(long number, Consumer<? super RunEvent> listener) throws IOException {
    states.reap();
    if (!states.reclaim(number, WorkerId.own())) {
      throw notResumable(number);
    }
    return execution.of(number, listener);
  }

  /**
   * Puts such a run into the queue again, for a service to go on with it.
   *
   * @throws WrongState as for {@link #resume}
   */
  public void requeue(long number) {
    states.reap();
    if (!states.requeue(number)) {
      throw notResumable(number);
    }
  }

  private WrongState notResumable(long number) {
    return new WrongState(
        "Run %d is %s: only a run that was cancelled, failed or interrupted can be resumed"
            .formatted(number, store.get(number).state().key()));
  }

  /**
   * Deletes the record and the folder of a run that is over.
   *
   * @throws WrongState if it is not over
   * @throws IllegalArgumentException if there is no such run
   * @throws IOException if its folder cannot be deleted; its record is kept then
   */
  public void delete(long number) throws IOException {
    RunRecord run = store.get(number);
    if (!run.state().isOver()) {
      throw new WrongState("Run %d is %s: cancel it first".formatted(number, run.state().key()));
    }
    folder(run).delete();
    store.delete(number);
  }

  /**
   * Stops a run within a batch, that of another process within a second more.
   *
   * @return whether there was anything to stop
   */
  public boolean cancel(long number) {
    boolean asked = states.cancel(number);
    active.find(number).ifPresent(Heartbeat::cancel);
    return asked;
  }

  /** The record of a finished run, whoever did it. */
  public Recorded recorded(RunRecord run) throws IOException {
    RunFolder folder = folder(run);
    return new Recorded(run.id(), folder.path(), folder.finished());
  }

  /** The folder of a run by its number. */
  public RunFolder folder(long number) {
    return folder(store.get(number));
  }

  /** The folder of a run. */
  public RunFolder folder(RunRecord run) {
    return files.folder(run);
  }

  /** The configuration of a run: the database's, or for old ones that of its folder. */
  public RunConfiguration configuration(RunRecord run) {
    return files.configuration(run);
  }
}
