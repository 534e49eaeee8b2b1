package org.narq2t.study;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Supplier;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEnvironment;
import org.narq2t.run.RunFolder;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/**
 * The runs that a study that was cut off has done already: those of the same settings, on the same
 * table, by the same commit of this code, with the same predictor if not with their own. Runs by
 * changed code are not trusted: nobody knows what it was.
 */
@ApplicationScoped
public class EarlierRuns {
  private static final String MODIFIED = "-modified";

  private final Benchmarks benchmarks;
  private final RunStore store;
  private final Runs runs;
  private final Supplier<String> commit;

  @Inject
  EarlierRuns(Settings settings, Benchmarks benchmarks, RunStore store, Runs runs) {
    this(benchmarks, store, runs, () -> RunEnvironment.commit(settings.home()));
  }

  EarlierRuns(Benchmarks benchmarks, RunStore store, Runs runs, Supplier<String> commit) {
    this.benchmarks = benchmarks;
    this.store = store;
    this.runs = runs;
    this.commit = commit;
  }

  /**
   * The newest such run of a study, or of none, in whatever state.
   *
   * @param needs number of the run whose predictor it must search with; empty for its own
   */
  Optional<RunRecord> find(String study, RunConfiguration configuration, Optional<Long> needs)
      throws IOException {
    ComparedSettings wanted = ComparedSettings.of(configuration);
    String now = commit.get();
    for (RunRecord run : store.list(alike(configuration), 0, Integer.MAX_VALUE)) {
      if (run.seed() == configuration.seed()
          && (run.study() == null || run.study().equals(study))
          && Optional.ofNullable(run.needs()).equals(needs)
          && ComparedSettings.of(runs.configuration(run)).equals(wanted)
          && isTrusted(run, configuration, now)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /** The newest finished run, of whatever study, that fitted what this configuration would fit. */
  Optional<RunRecord> fitted(RunConfiguration configuration) throws IOException {
    String now = commit.get();
    for (RunRecord run : store.list(alike(configuration), 0, Integer.MAX_VALUE)) {
      if (run.seed() == configuration.seed()
          && run.needs() == null
          && run.state() == RunState.FINISHED
          && runs.configuration(run).otherTraining(configuration).isEmpty()
          && isTrusted(run, configuration, now)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private static RunFilter alike(RunConfiguration configuration) {
    return RunFilter.ALL
        .space(Optional.of(configuration.space()))
        .dataset(Optional.of(configuration.dataset().key()));
  }

  private boolean isTrusted(RunRecord run, RunConfiguration configuration, String now)
      throws IOException {
    RunFolder folder = runs.folder(run);
    if (Files.notExists(folder.environment())) { // it was deleted, or has not begun
      return !folder.isFinished() && run.startedAt() == null;
    }
    JsonNode ran = Json.MAPPER.readTree(folder.environment().toFile());
    return isSameCode(ran.path("commit").asText(), now)
        && folder.isOn(benchmarks.open(configuration).table().provenance());
  }

  /** Whether two commits are certainly the same code. */
  static boolean isSameCode(String one, String other) {
    return one.equals(other) && !one.endsWith(MODIFIED);
  }
}
