package org.narq2t.tracking;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;

/**
 * A run that is to be recorded.
 *
 * @param benchmark {@code real} or {@code surrogate}
 * @param needs the run whose predictor it searches with, and waits for
 * @param study that it is a part of
 * @param cluster that is to do it, see {@link ClusterRuns}; empty for any worker
 */
public record NewRun(
    String name,
    RunConfiguration configuration,
    String benchmark,
    Optional<Long> needs,
    Optional<String> study,
    Optional<String> cluster) {

  /** A run that needs no other and belongs to no study. */
  public NewRun(String name, RunConfiguration configuration, String benchmark) {
    this(name, configuration, benchmark, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Records it as queued; returns its number. */
  long insert(Handle handle, PresetDistance presets) {
    long id =
        handle
            .createUpdate(
                "INSERT INTO run (name, state, space, dataset, preset, seed, benchmark,"
                    + " configuration, needs, study, cluster, changed, submitted_at, queued_at)"
                    + " VALUES (:name, 'queued', :space, :dataset, :preset, :seed,"
                    + " :benchmark, :configuration, :needs, :study, :cluster, :changed,"
                    + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)")
            .bind("name", name)
            .bind("space", configuration.space())
            .bind("dataset", configuration.dataset().key())
            .bind("preset", configuration.preset())
            .bind("seed", configuration.seed())
            .bind("benchmark", benchmark)
            .bind("configuration", ConfigurationFile.write(configuration))
            .bind("needs", needs.orElse(null))
            .bind("study", study.orElse(null))
            .bind("cluster", cluster.orElse(null))
            .bind("changed", presets.changes(configuration).orElse(null))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    RunParameters.insert(handle, id, configuration);
    RunEvents.state(handle, id, RunState.QUEUED, "");
    return id;
  }
}
