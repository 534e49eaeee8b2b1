package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.narq2t.benchmark.Landscape;
import org.narq2t.evaluator.Cluster;
import org.narq2t.files.HeldFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Checkpoints;
import org.narq2t.run.Experiment;
import org.narq2t.run.Preflight;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEnvironment;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunObserver;
import org.narq2t.settings.Settings;

/** Does runs that this process has claimed, and records what comes of them. */
@ApplicationScoped
class RunExecution {
  private final Settings settings;
  private final Preflight preflight;
  private final EmbeddedPython python;
  private final RunStore store;
  private final RunFiles files;
  private final HeldRuns held;
  private final RunMetrics metrics;
  private final ActiveRuns active;
  private final Instance<RunObserver> observers;
  private final Cluster cluster;

  RunExecution(
      Settings settings,
      Preflight preflight,
      EmbeddedPython python,
      RunStore store,
      RunFiles files,
      HeldRuns held,
      RunMetrics metrics,
      ActiveRuns active,
      @Any Instance<RunObserver> observers,
      Cluster cluster) {
    this.settings = settings;
    this.preflight = preflight;
    this.python = python;
    this.store = store;
    this.files = files;
    this.held = held;
    this.metrics = metrics;
    this.active = active;
    this.observers = observers;
    this.cluster = cluster;
  }

  /** Does a run that this process has claimed, from its last checkpoint if there is one. */
  Runs.Recorded of(long number, Consumer<? super RunEvent> listener) throws IOException {
    RunRecord run = store.get(number);
    Checkpoints checkpoints = new Checkpoints(files.folder(run));
    RunJournal journal = new RunJournal(metrics, number, WorkerId.own(), python::isStopping);
    try (Heartbeat heartbeat = new Heartbeat(held, number, WorkerId.own(), python::cancel)) {
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
      return new Runs.Recorded(number, files.folder(run).path(), finished);
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
    try (HeldFile lock = checkpoints.hold()) {
      return execute(run, checkpoints, listener);
    } catch (Throwable e) { // whatever ended it, its record must say so
      RunEnd end = RunEnd.of(e, python.isStopping(), heartbeat.isCancelled());
      observers.forEach(observer -> observer.ended(run.id(), end.state().key(), end.message()));
      record(journal, end, e);
      throw e;
    }
  }

  private Experiment.Finished execute(
      RunRecord run, Checkpoints checkpoints, Consumer<RunEvent> listener) throws IOException {
    RunFolder folder = files.folder(run);
    if (folder.isFinished()) { // its process died after the result, before the last record of it
      return folder.finished();
    }
    RunConfiguration configuration = files.configuration(run);
    Landscape landscape = preflight.requireRecorded(configuration);
    PythonRuntime runtime = python.runtime();
    runtime.clearCancel();
    Map<String, Object> environment =
        RunEnvironment.describe(settings, runtime, landscape.provenance());
    folder.begin(configuration, environment);
    Consumer<RunEvent> observed = observed(run, configuration, environment).andThen(listener);
    Experiment experiment = new Experiment(landscape, runtime, configuration, observed, cluster);
    Experiment.Finished finished =
        run.needs() == null
            ? experiment.run(folder, checkpoints)
            : experiment.runWith(files.ranker(run.needs()), folder, checkpoints);
    folder.finish(landscape.space(), finished.result(), finished.predictions());
    return finished;
  }

  /** Tells the observers that a run begins; returns what tells them its events. */
  private Consumer<RunEvent> observed(
      RunRecord run, RunConfiguration configuration, Map<String, Object> environment) {
    return observers.stream()
        .map(observer -> observer.observe(run.id(), run.name(), configuration, environment))
        .reduce(event -> {}, Consumer::andThen);
  }

  /** Records why a run ended. The database may be gone already, if the process is being stopped. */
  private static void record(RunJournal journal, RunEnd end, Throwable why) {
    try {
      journal.end(end.state(), end.message(), Optional.empty());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
