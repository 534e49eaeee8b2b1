package org.narq2t.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEnvironment;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunFolder;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/**
 * What a reproduction that was cut off has done already: runs of the same settings, on the same
 * table, by the same commit of this code, with the same ranker if not with their own.
 */
@ApplicationScoped
public class EarlierRuns {
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject Runs runs;

  /**
   * Takes the newest such run: as it is if it finished, from its last checkpoint if it was cut off.
   *
   * @param ranker number of the run whose ranker it must have searched with; empty for its own
   * @param listener hears the events of a run that goes on
   * @return empty if there is none
   */
  Optional<Runs.Recorded> takeUp(
      RunConfiguration configuration, Optional<Long> ranker, Consumer<? super RunEvent> listener)
      throws IOException {
    states.reap();
    for (RunRecord run : alike(configuration)) {
      if (Optional.ofNullable(run.rankerRun()).equals(ranker)
          && runs.configuration(run).equals(configuration)
          && comesFromHere(run, configuration)) {
        RunFolder folder = runs.folder(run);
        return Optional.of(
            run.state() == RunState.FINISHED
                ? new Runs.Recorded(run.id(), folder.path(), folder.finished())
                : runs.resume(run.id(), listener));
      }
    }
    return Optional.empty();
  }

  /** Finished or cut off, in the same space, the newest first. */
  private List<RunRecord> alike(RunConfiguration configuration) {
    RunStore.Filter filter =
        new RunStore.Filter(
            Optional.empty(),
            Optional.of(configuration.space()),
            Optional.of(configuration.dataset().key()));
    return store.list(filter, 0, Integer.MAX_VALUE).stream()
        .filter(run -> run.state() == RunState.FINISHED || run.state().canResume())
        .filter(run -> run.seed() == configuration.seed())
        .toList();
  }

  private boolean comesFromHere(RunRecord run, RunConfiguration configuration) throws IOException {
    RunFolder folder = runs.folder(run);
    if (Files.notExists(folder.environment())) { // it was deleted, or did not come so far
      return false;
    }
    JsonNode ran = Json.MAPPER.readTree(folder.environment().toFile());
    BenchmarkTable table = benchmarks.open(configuration.space(), configuration.dataset()).table();
    return ran.path("commit").asText().equals(RunEnvironment.commit(settings.home()))
        && folder.isOn(table.provenance());
  }
}
