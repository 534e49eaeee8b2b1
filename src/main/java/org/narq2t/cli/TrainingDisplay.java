package org.narq2t.cli;

import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.RoundEnded;

/**
 * The progress of a search that trains, on standard error: a bar over the seconds of training, or a
 * line for each network where that is no terminal.
 */
final class TrainingDisplay implements Consumer<RunEvent>, AutoCloseable {
  private final double budget;
  private final boolean interactive = Terminal.showsProgress();
  private ProgressBar bar;
  private double seconds;
  private int trained;
  private double best = Double.NaN;

  /**
   * @param budget seconds of training; 0 for no limit
   */
  TrainingDisplay(double budget) {
    this.budget = budget;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    if (event instanceof NetworkEpoch epoch) {
      seconds += epoch.seconds();
      show(
          String.format(
              Locale.ROOT,
              "epoch %d/%d %.1f %%, best %.1f %%",
              epoch.epoch(),
              epoch.epochs(),
              epoch.accuracy(),
              best));
    } else if (event instanceof RoundEnded ended) {
      for (Observation observation : ended.round().observations()) {
        if (observation.purpose() != Purpose.REPORT && !Double.isNaN(observation.seconds())) {
          observed(observation);
        }
      }
    }
  }

  private void observed(Observation observation) {
    trained++;
    if (!(observation.validation() <= best)) {
      best = Double.isNaN(observation.validation()) ? best : observation.validation();
    }
    if (!interactive) {
      System.err.printf(
          Locale.ROOT,
          "%s %d: %s %s in %s, best %.2f %%%n",
          observation.purpose() == Purpose.FINAL ? "final training" : "training",
          trained,
          observation.description(),
          Double.isNaN(observation.validation())
              ? "failed"
              : String.format(Locale.ROOT, "%.2f %%", observation.validation()),
          Durations.text(observation.seconds()),
          best);
    }
  }

  private void show(String message) {
    if (!interactive) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(budget == 0 ? -1 : (long) budget)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .setMaxRenderedLength(Terminal.COLUMNS - 1)
              .build();
    }
    bar.stepTo((long) seconds);
    bar.setExtraMessage(" " + message);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
