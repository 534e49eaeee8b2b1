package org.narq2t.tracking;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.JdbiException;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluator.Cluster;
import org.narq2t.files.HeldFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Checkpoints;
import org.narq2t.run.Configurations;
import org.narq2t.run.Experiment;
import org.narq2t.run.Preflight;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEnvironment;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunObserver;
import org.narq2t.run.TrainedRanker;
import org.narq2t.settings.Settings;

/** Does runs, and keeps the record of each: its row in the database and its folder. */
@ApplicationScoped
public class Runs {
  private static final Duration TIME_TO_RECORD = Duration.ofSeconds(3);

  @Inject Settings settings;
  @Inject Configurations configurations;
  @Inject Benchmarks benchmarks;
  @Inject Preflight preflight;
  @Inject EmbeddedPython python;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject RunMetrics metrics;
  @Inject ActiveRuns active;
  @Inject @Any Instance<RunObserver> observers;

  /**
   * A run that is over and recorded.
   *
   * @param number in the database
   */
  public record Recorded(long number, Path folder, Experiment.Finished finished) {}

  /**
   * Puts a run into the queue, for a service to do it.
   *
   * @param ranker number of an earlier run whose ranker it searches with
   * @return its number
   * @throws IOException if its benchmark cannot be read; the message says what to do
   * @throws IllegalArgumentException if it could not be done: nothing is queued then
   */
  public long submit(RunConfiguration configuration, Optional<Long> ranker) throws IOException {
    return submit(configuration, ranker, Optional.empty());
  }

  /**
   * The same for a run of a study.
   *
   * @param needs number of the run whose predictor it searches with; it waits for that one
   */
  public long submit(RunConfiguration configuration, Optional<Long> needs, Optional<String> study)
      throws IOException {
    String kind = preflight.require(configuration).table().provenance().kind();
    if (needs.isPresent()) {
      RunRecord needed = store.get(needs.orElseThrow());
      if (needed.state() == RunState.QUEUED || needed.state().isActive()) {
        requireAlike(needed, configuration);
      } else {
        kind(configuration, needs);
      }
    }
    return store.submit(name(configuration), configuration, kind, needs, study);
  }

  private void requireAlike(RunRecord needed, RunConfiguration configuration) {
    configuration(needed)
        .otherTraining(configuration)
        .ifPresent(
            difference -> {
              throw new IllegalArgumentException(
                  "The predictor of run %d cannot be used: that run has %s"
                      .formatted(needed.id(), difference));
            });
  }

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
        : Optional.of(execute(next.orElseThrow(), listener.apply(store.get(next.orElseThrow()))));
  }

  /**
   * Does one run.
   *
   * @param listener hears every event, on the thread on which it happens
   * @throws IOException if the table cannot be read or the record cannot be written
   */
  public Recorded run(RunConfiguration configuration, Consumer<? super RunEvent> listener)
      throws IOException {
    return run(configuration, Optional.empty(), listener);
  }

  /**
   * Does one run with the ranker of an earlier one, see {@link Experiment#runWith}.
   *
   * @param number of the earlier run
   * @throws IllegalArgumentException if there is no such run, or its ranker does not fit
   */
  public Recorded searchAgain(
      RunConfiguration configuration, long number, Consumer<? super RunEvent> listener)
      throws IOException {
    return run(configuration, Optional.of(number), listener);
  }

  /** Does one run: with the ranker of an earlier one as {@link #searchAgain}, or with its own. */
  public Recorded run(
      RunConfiguration configuration, Optional<Long> ranker, Consumer<? super RunEvent> listener)
      throws IOException {
    return run(configuration, ranker, RunLabel.NONE, listener);
  }

  /** The same, of a run that has a name. */
  public Recorded run(
      RunConfiguration configuration,
      Optional<Long> ranker,
      RunLabel label,
      Consumer<? super RunEvent> listener)
      throws IOException {
    String kind = kind(configuration, ranker);
    long number = store.begin(name(configuration), configuration, kind, ranker, WorkerId.own());
    store.label(number, label);
    return execute(number, listener);
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
    return execute(number, listener);
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
   * Stops a run: one that this process does within a batch, that of another process within a second
   * more.
   *
   * @return whether there was anything to stop
   */
  public boolean cancel(long number) {
    boolean asked = states.cancel(number);
    active.find(number).ifPresent(Heartbeat::cancel);
    return asked;
  }

  /** Checks what can be known before a run starts; returns the kind of its table. */
  private String kind(RunConfiguration configuration, Optional<Long> ranker) throws IOException {
    Benchmark benchmark = preflight.require(configuration);
    if (ranker.isPresent()) {
      ranker(ranker.orElseThrow()).requireFor(configuration, benchmark.table().provenance());
    }
    return benchmark.table().provenance().kind();
  }

  private TrainedRanker ranker(long number) throws IOException {
    return TrainedRanker.of(folder(store.get(number)));
  }

  /**
   * The application stops: Python is asked to stop, and the runs that it did are recorded as
   * interrupted while there still is a database.
   */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    python.stop();
    Instant end = Instant.now().plus(TIME_TO_RECORD);
    while (!active.numbers().isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(10);
    }
  }

  /** The folder of a run by its number. */
  public RunFolder folder(long number) {
    return folder(store.get(number));
  }

  /** The folder of a run. */
  public RunFolder folder(RunRecord run) {
    return new RunFolder(settings.runs().resolve(run.name()), benchmarks);
  }

  /** Does a run that this process has claimed, from its last checkpoint if there is one. */
  Recorded execute(long number, Consumer<? super RunEvent> listener) throws IOException {
    RunRecord run = store.get(number);
    Checkpoints checkpoints = new Checkpoints(folder(run));
    RunJournal journal = new RunJournal(metrics, number, WorkerId.own(), python::isStopping);
    try (Heartbeat heartbeat = new Heartbeat(states, number, WorkerId.own(), python::cancel)) {
      active.add(number, heartbeat);
      Consumer<RunEvent> listeners =
          event -> {
            journal.accept(event);
            listener.accept(event);
            heartbeat.accept(event);
          };
      Experiment.Finished finished = execute(run, checkpoints, journal, heartbeat, listeners);
      try {
        journal.end(RunState.FINISHED, "", Optional.of(finished.result()));
      } catch (JdbiException e) {
        throw new IOException(
            "Run %d is done, but not recorded: %s; then 'narq2t runs resume %d' records it"
                .formatted(number, e.getMessage(), number),
            e);
      }
      observers.forEach(observer -> observer.ended(number, RunState.FINISHED.key(), ""));
      checkpoints.remove();
      return new Recorded(number, folder(run).path(), finished);
    } finally {
      active.remove(number);
    }
  }

  @SuppressWarnings("try") // the lock is only held
  private Experiment.Finished execute(
      RunRecord run,
      Checkpoints checkpoints,
      RunJournal journal,
      Heartbeat heartbeat,
      Consumer<RunEvent> listener)
      throws IOException {
    try (HeldFile held = checkpoints.hold()) {
      return execute(run, checkpoints, listener);
    } catch (Throwable e) { // whatever ended it, its record must say so
      RunState state = ended(e, heartbeat);
      String message = message(state, e);
      observers.forEach(observer -> observer.ended(run.id(), state.key(), message));
      record(journal, state, message, e);
      throw e;
    }
  }

  private Experiment.Finished execute(
      RunRecord run, Checkpoints checkpoints, Consumer<RunEvent> listener) throws IOException {
    RunFolder folder = folder(run);
    if (folder.isFinished()) { // its process died after the result, before the last record of it
      return folder.finished();
    }
    RunConfiguration configuration = configuration(run);
    Benchmark benchmark = preflight.require(configuration);
    PythonRuntime runtime = python.runtime();
    runtime.clearCancel();
    Map<String, Object> environment = RunEnvironment.describe(settings, runtime, benchmark.table());
    folder.begin(configuration, environment);
    Consumer<RunEvent> observed = observed(run, configuration, environment).andThen(listener);
    Experiment experiment =
        new Experiment(benchmark, runtime, configuration, observed, Cluster.NONE);
    Experiment.Finished finished =
        run.needs() == null
            ? experiment.run(folder, checkpoints)
            : experiment.runWith(ranker(run.needs()), folder, checkpoints);
    folder.finish(benchmark.space(), finished.result(), finished.predictions());
    return finished;
  }

  /** Tells the observers that a run begins; returns what tells them its events. */
  private Consumer<RunEvent> observed(
      RunRecord run, RunConfiguration configuration, Map<String, Object> environment) {
    return observers.stream()
        .map(observer -> observer.observe(run.id(), run.name(), configuration, environment))
        .reduce(event -> {}, Consumer::andThen);
  }

  /** The configuration of a run: the database's, or for old ones that of its folder. */
  public RunConfiguration configuration(RunRecord run) {
    return store
        .configuration(run.id())
        .map(yaml -> configurations.parse("run " + run.id(), yaml, List.of()))
        .orElseGet(
            () -> configurations.read(folder(run).path().resolve("configuration.yaml"), List.of()));
  }

  private RunState ended(Throwable why, Heartbeat heartbeat) {
    boolean stopped =
        python.isStopping() // what fails then, fails for that
            || why instanceof RunStopped
            || why instanceof PythonFailure failure && failure.isStop();
    if (!stopped) {
      return RunState.FAILED;
    }
    return heartbeat.isCancelled() ? RunState.CANCELLED : RunState.INTERRUPTED;
  }

  private static String message(RunState state, Throwable why) {
    return switch (state) {
      case CANCELLED -> "on request";
      case INTERRUPTED -> "its process was stopped";
      default -> Optional.ofNullable(why.getMessage()).orElse(why.getClass().getSimpleName());
    };
  }

  /** Records why a run ended. The database may be gone already, if the process is being stopped. */
  private static void record(RunJournal journal, RunState state, String message, Throwable why) {
    try {
      journal.end(state, message, Optional.empty());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private static String name(RunConfiguration configuration) {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    String suffix = Long.toString(System.nanoTime() % 46_656 + 46_656, 36).substring(1);
    return "%s-%s-%s-%s-seed%d-%s"
        .formatted(
            time,
            configuration.space(),
            configuration.dataset().key(),
            configuration.preset(),
            configuration.seed(),
            suffix);
  }
}
