package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.RunSubmission;

/** Puts the runs that requests ask for into the queue. */
@ApplicationScoped
class NewRuns {
  private final RunSubmission submission;
  private final RunStore store;
  private final RunQueue queue;
  private final RunDescriptions descriptions;

  NewRuns(RunSubmission submission, RunStore store, RunQueue queue, RunDescriptions descriptions) {
    this.submission = submission;
    this.store = store;
    this.queue = queue;
    this.descriptions = descriptions;
  }

  /**
   * Queues runs that share the ranker of the first, or of an earlier one; answers with the first.
   *
   * @param label of each
   */
  RestResponse<RunDescription> submit(
      List<RunConfiguration> plan, Optional<Long> ranker, RunLabel label) throws IOException {
    long first = submit(plan.get(0), ranker, label);
    for (RunConfiguration other : plan.subList(1, plan.size())) {
      submit(other, ranker.or(() -> Optional.of(first)), label);
    }
    queue.wake();
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.CREATED, descriptions.of(store.get(first)))
        .location(URI.create("/api/v1/runs/" + first))
        .build();
  }

  private long submit(RunConfiguration configuration, Optional<Long> ranker, RunLabel label)
      throws IOException {
    long run = submission.submit(configuration, ranker, Optional.empty(), Optional.empty());
    store.label(run, label);
    return run;
  }
}
