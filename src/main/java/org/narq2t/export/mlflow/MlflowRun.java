package org.narq2t.export.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.narq2t.export.Curves;
import org.narq2t.export.Scalar;
import org.narq2t.export.mlflow.MlflowClient.Metric;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.Finished;
import org.narq2t.run.RunEvent.IterationFinished;

/**
 * One run on its way to the server. Events are noted and the run goes on; the sender's one thread
 * delivers what was noted. What fails stays noted, and is tried again with the next event, and
 * after the end of the run some times more. The server finds a run again by its name, so that
 * nothing is there twice.
 */
final class MlflowRun implements Consumer<RunEvent> {
  /** More than any run has: a server that is away for long costs memory for these, no more. */
  static final int KEPT = 20_000;

  private static final int LAST_ATTEMPTS = 30;

  private final MlflowClient client;
  private final ScheduledExecutorService sender;
  private final RunBeginning description;
  private final Consumer<String> warnings;
  private final long retrySeconds;

  private final Curves curves = new Curves();
  private final BlockingQueue<Metric> noted = new ArrayBlockingQueue<>(KEPT);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile Optional<RunEnding> ending = Optional.empty();

  // of the sender's thread
  private final MlflowDelivery delivery;
  private boolean warned;
  private int attemptsAfterEnd;

  /**
   * @param folder of the run, whose files are uploaded at the end
   * @param warnings hears at most one, in words
   * @param retrySeconds how long to wait between attempts after the end of the run
   */
  MlflowRun(
      MlflowClient client,
      ScheduledExecutorService sender,
      RunBeginning description,
      Path folder,
      Consumer<String> warnings,
      long retrySeconds) {
    this.client = client;
    this.sender = sender;
    this.description = description;
    this.delivery = new MlflowDelivery(client, description, folder);
    this.warnings = warnings;
    this.retrySeconds = retrySeconds;
    schedule();
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof EpochFinished epoch) {
      note(curves.epoch(epoch.epoch()));
    } else if (event instanceof IterationFinished done) {
      var iteration = done.iteration();
      note(curves.iteration(iteration.iteration(), iteration.topTier(), iteration.candidates()));
    } else if (event instanceof Finished finished) {
      note(Curves.figures(finished.result()));
    }
  }

  /** The run is over. */
  void end(String state, String message) {
    ending = Optional.of(new RunEnding(state, message, System.currentTimeMillis()));
    schedule();
  }

  private void note(List<Scalar> scalars) {
    long now = System.currentTimeMillis();
    for (Scalar scalar : scalars) {
      noted.offer(new Metric(scalar.name(), scalar.value(), now, scalar.step()));
    }
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        sender.execute(this::attempt);
      } catch (RejectedExecutionException e) {
        scheduled.set(false); // the application is stopping
      }
    }
  }

  private void attempt() {
    scheduled.set(false);
    Optional<RunEnding> end = ending; // before what was noted is taken: the end comes last
    try {
      delivery.of(noted, end);
    } catch (IOException | RuntimeException e) {
      warn(e);
      if (end.isPresent() && attemptsAfterEnd++ < LAST_ATTEMPTS) {
        sender.schedule(this::attempt, retrySeconds, TimeUnit.SECONDS);
      }
    }
  }

  private void warn(Exception why) {
    if (!warned) {
      warned = true;
      Throwable cause = why instanceof UncheckedIOException ? why.getCause() : why;
      warnings.accept(
          ("Run %d is not logged to MLflow at %s: %s. The run goes on, and what is missing is sent"
                  + " as soon as the server takes it. Start or repair the server, or unset"
                  + " MLFLOW_TRACKING_URI.")
              .formatted(description.number(), client.address(), cause.getMessage()));
    }
  }
}
