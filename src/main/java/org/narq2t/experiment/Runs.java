package org.narq2t.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.experiment.RunEvent.EpochFinished;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.settings.Settings;

/** Does runs, and keeps the record of each: its row in the database and its folder. */
@ApplicationScoped
public class Runs {
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;
  @Inject EmbeddedPython python;
  @Inject RunStore store;

  /**
   * A run that is over and recorded.
   *
   * @param number in the database
   */
  public record Recorded(long number, Path folder, Experiment.Finished finished) {}

  /**
   * Does one run.
   *
   * @param listener hears every event, on the thread on which it happens
   * @throws IOException if the table cannot be read or the record cannot be written
   */
  public Recorded run(RunConfiguration configuration, Consumer<? super RunEvent> listener)
      throws IOException {
    return run(
        configuration,
        listener,
        (experiment, folder) -> experiment.run(ranker -> ranker.save(folder.model())));
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
    Path earlier = settings.runs().resolve(store.get(number).name());
    TrainedRanker trained = TrainedRanker.of(new RunFolder(earlier));
    return run(configuration, listener, (experiment, folder) -> experiment.runWith(trained));
  }

  private Recorded run(
      RunConfiguration configuration,
      Consumer<? super RunEvent> listener,
      BiFunction<Experiment, RunFolder, Experiment.Finished> how)
      throws IOException {
    Benchmark benchmark = benchmarks.open(configuration.space(), configuration.dataset());
    BenchmarkTable table = benchmark.table();
    PythonRuntime runtime = python.runtime();
    String name = name(configuration);
    RunFolder folder = new RunFolder(settings.runs().resolve(name));
    folder.begin(configuration, RunEnvironment.describe(settings, runtime, table));
    long number = store.begin(name, configuration, table.provenance().kind());
    try {
      Experiment experiment =
          new Experiment(
              benchmark,
              runtime,
              configuration,
              event -> {
                if (event instanceof EpochFinished epoch) {
                  store.epoch(number, epoch.epoch());
                }
                listener.accept(event);
              });
      Experiment.Finished finished = how.apply(experiment, folder);
      folder.finish(benchmark.space(), finished.result(), finished.predictions());
      store.finish(number, finished.result());
      return new Recorded(number, folder.path(), finished);
    } catch (PythonFailure e) {
      boolean stopped = e.type().equals("Cancelled") || e.type().equals("KeyboardInterrupt");
      record(number, stopped ? "interrupted" : "failed", e);
      throw e;
    } catch (PythonUnavailable e) {
      record(number, "interrupted", e);
      throw e;
    } catch (IOException | RuntimeException e) {
      record(number, "failed", e);
      throw e;
    }
  }

  /** Records why a run ended. The database may be gone already, if the process is being stopped. */
  private void record(long number, String state, Exception why) {
    try {
      store.stop(number, state, String.valueOf(why.getMessage()));
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
