package org.narq2t.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.narq2t.run.Candidate;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunEvent.StageStarted;

/**
 * A progress bar on standard error, with losses and the time that is left. Where standard error is
 * no terminal it prints a line now and then instead.
 */
final class ProgressDisplay implements Consumer<RunEvent>, AutoCloseable {
  private static final String TEST = "test (oracle)";

  private final String run;
  private final boolean interactive = Terminal.showsProgress();
  private final TrainingDisplay trainings = new TrainingDisplay(TrainingForecast.open(), 1);
  private ProgressBar bar;
  private double loss = Double.NaN;
  private double bestTierAccuracy = Double.NaN;
  private double best = Double.NaN;
  private String split = TEST;

  /**
   * @param run shown before each bar, for example {@code cifar10 seed 1}
   */
  ProgressDisplay(String run) {
    this.run = run;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    trainings.accept(event);
    if (event instanceof StageStarted stage) {
      start(stage);
    } else if (event instanceof BatchTrained batch) {
      loss = batch.loss();
      step(TerminalBar.training(loss));
    } else if (event instanceof EpochFinished epoch) {
      loss = epoch.epoch().train().loss();
      if (epoch.epoch().best()) {
        bestTierAccuracy = epoch.epoch().validation().tierAccuracy();
      }
      line(epoch.epoch().train().epoch(), "epoch", training());
    } else if (event instanceof IterationFinished search) {
      for (Candidate candidate : search.iteration().candidates()) {
        boolean tested = !Double.isNaN(candidate.test());
        split = tested ? TEST : "validation";
        double accuracy = tested ? candidate.test() : candidate.validation();
        best = Double.isNaN(best) ? accuracy : Math.max(best, accuracy);
      }
      step(TerminalBar.searching(best));
      line(search.iteration().iteration(), "iteration", searching());
    }
  }

  private void start(StageStarted stage) {
    close();
    String name = run + " " + stage.stage().name().toLowerCase(Locale.ROOT);
    if (interactive && stage.steps() > 0) {
      bar =
          TerminalBar.of(name, stage.steps())
              .startsFrom(stage.done(), Duration.ZERO)
              .continuousUpdate()
              .build();
    } else if (!interactive && stage.stage() != Stage.LOAD) {
      System.err.println(name);
    }
  }

  private void step(String message) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(message);
    }
  }

  private void line(int number, String unit, String message) {
    if (!interactive && (number + 1) % 10 == 0) {
      System.err.printf(Locale.ROOT, "%s %s %d: %s%n", run, unit, number + 1, message.strip());
    }
  }

  /** The best of a training that was resumed is known only once another epoch is better. */
  private String training() {
    String text = String.format(Locale.ROOT, " loss %.3f", loss);
    return Double.isNaN(bestTierAccuracy)
        ? text
        : text
            + String.format(Locale.ROOT, ", best validation tier accuracy %.3f", bestTierAccuracy);
  }

  private String searching() {
    return String.format(Locale.ROOT, " best candidate %.2f %% %s", best, split);
  }

  @Override
  public synchronized void close() {
    trainings.close();
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
