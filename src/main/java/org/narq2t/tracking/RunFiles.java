package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunFolder;
import org.narq2t.run.TrainedRanker;
import org.narq2t.settings.Settings;

/** What is kept of recorded runs in files: the folder of each, and what is read from it. */
@ApplicationScoped
class RunFiles {
  private final Settings settings;
  private final Configurations configurations;
  private final Benchmarks benchmarks;
  private final RunStore store;
  private final RunParameters parameters;

  RunFiles(
      Settings settings,
      Configurations configurations,
      Benchmarks benchmarks,
      RunStore store,
      RunParameters parameters) {
    this.settings = settings;
    this.configurations = configurations;
    this.benchmarks = benchmarks;
    this.store = store;
    this.parameters = parameters;
  }

  RunFolder folder(RunRecord run) {
    return new RunFolder(settings.runs().resolve(run.name()), benchmarks);
  }

  /** The predictor that a run has trained. */
  TrainedRanker ranker(long number) throws IOException {
    return TrainedRanker.of(folder(store.get(number)));
  }

  /** The configuration of a run: the database's, or for old ones that of its folder. */
  RunConfiguration configuration(RunRecord run) {
    return parameters
        .yaml(run.id())
        .map(yaml -> configurations.parse("run " + run.id(), yaml, List.of()))
        .orElseGet(
            () -> configurations.read(folder(run).path().resolve("configuration.yaml"), List.of()));
  }
}
