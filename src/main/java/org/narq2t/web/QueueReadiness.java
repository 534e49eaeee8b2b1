package org.narq2t.web;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Ready: the record of runs can be read, and its queue is worked on. */
@Readiness
public class QueueReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(QueueReadiness.class.getName());

  private final RunStore store;
  private final RunQueue queue;

  QueueReadiness(RunStore store, RunQueue queue) {
    this.store = store;
    this.queue = queue;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("runs");
    boolean works = queue.isWorking() || !queue.isStarted();
    response.withData("worker", worker());
    queue.current().ifPresent(run -> response.withData("run", run));
    try {
      return response
          .withData("queued", store.counts().getOrDefault(RunState.QUEUED, 0))
          .status(works)
          .build();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "The database of runs does not answer: {0}", e.getMessage());
      return response.withData("database", "does not answer; see the log").down().build();
    }
  }

  private String worker() {
    if (!queue.isStarted()) {
      return "none in this process";
    }
    return queue.isWorking() ? "working" : "died";
  }
}
