package org.narq2t.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.narq2t.benchmark.Provenance;
import org.narq2t.run.Preflight;
import org.narq2t.run.RunConfiguration;

/**
 * Records new runs, those that could be done: what can be known of one before it starts is checked.
 */
@ApplicationScoped
public class RunSubmission {
  private final Preflight preflight;
  private final RunStore store;
  private final RunFiles files;

  RunSubmission(Preflight preflight, RunStore store, RunFiles files) {
    this.preflight = preflight;
    this.store = store;
    this.files = files;
  }

  /**
   * Puts a run into the queue, for a service to do it.
   *
   * @param needs number of the run whose predictor it searches with; it waits for that one
   * @param study that it is a part of
   * @param cluster that is to do it; empty for any worker
   * @return its number
   * @throws IOException if its benchmark cannot be read; the message says what to do
   * @throws IllegalArgumentException if it could not be done: nothing is queued then
   */
  public long submit(
      RunConfiguration configuration,
      Optional<Long> needs,
      Optional<String> study,
      Optional<String> cluster)
      throws IOException {
    String kind = preflight.require(configuration).provenance().kind();
    if (needs.isPresent()) {
      RunRecord needed = store.get(needs.orElseThrow());
      if (needed.state() == RunState.QUEUED || needed.state().isActive()) {
        requireAlike(needed, configuration);
      } else {
        kind(configuration, needs);
      }
    }
    return store.submit(
        new NewRun(name(configuration), configuration, kind, needs, study, cluster));
  }

  /** Records a run that this process begins at once. */
  long begin(RunConfiguration configuration, Optional<Long> ranker, RunLabel label)
      throws IOException {
    String kind = kind(configuration, ranker);
    NewRun run =
        new NewRun(
            name(configuration), configuration, kind, ranker, Optional.empty(), Optional.empty());
    long number = store.begin(run, WorkerId.own());
    store.label(number, label);
    return number;
  }

  private void requireAlike(RunRecord needed, RunConfiguration configuration) {
    files
        .configuration(needed)
        .otherTraining(configuration)
        .ifPresent(
            difference -> {
              throw new IllegalArgumentException(
                  "The predictor of run %d cannot be used: that run has %s"
                      .formatted(needed.id(), difference));
            });
  }

  /** The kind of the table of a run. */
  private String kind(RunConfiguration configuration, Optional<Long> ranker) throws IOException {
    Provenance table = preflight.require(configuration).provenance();
    if (ranker.isPresent()) {
      files.ranker(ranker.orElseThrow()).requireFor(configuration, table);
    }
    return table.kind();
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
