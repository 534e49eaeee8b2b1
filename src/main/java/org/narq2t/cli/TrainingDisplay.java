package org.narq2t.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
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
 * line for each network where that is no terminal. Both say what is left, by what trainings took.
 */
final class TrainingDisplay implements Consumer<RunEvent>, AutoCloseable {
  private final TrainingForecast forecast;
  private final boolean interactive = Terminal.showsProgress();
  private final Set<Double> told = new HashSet<>(); // trainings, by their seconds
  private ProgressBar bar;
  private double current; // seconds of the training that goes on
  private double best = Double.NaN;

  TrainingDisplay(TrainingForecast forecast) {
    this.forecast = forecast;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    if (event instanceof NetworkEpoch epoch) {
      current = epoch.seconds() + (epoch.epoch() == 1 ? 0 : current);
      boolean over = epoch.epoch() == epoch.epochs();
      if (over && told.add(current)) {
        trained(epoch.cell(), epoch.epochs(), epoch.accuracy(), current);
        current = 0;
      }
      show(epoch);
    } else if (event instanceof RoundEnded ended) {
      for (Observation one : ended.round().observations()) {
        // what failed, was ended early, or was trained by an earlier run, has told no last epoch;
        // what was looked up in a table has no seconds
        boolean trained = one.purpose() != Purpose.REPORT && !Double.isNaN(one.seconds());
        if (trained && told.add(one.seconds())) {
          trained(one.description(), one.epochs(), one.validation(), one.seconds());
          current = 0;
        }
      }
    }
  }

  private void trained(String cell, int epochs, double accuracy, double seconds) {
    forecast.trained(seconds);
    if (!Double.isNaN(accuracy) && !(accuracy <= best)) {
      best = accuracy;
    }
    if (!interactive) {
      System.err.println(
          "training %d: %s %s after %d epoch%s in %s, best %s%s"
              .formatted(
                  forecast.done(),
                  cell,
                  Double.isNaN(accuracy) ? "failed" : percent(accuracy),
                  epochs,
                  epochs == 1 ? "" : "s",
                  Durations.text(seconds),
                  percent(best),
                  left()));
    }
  }

  private static String percent(double accuracy) {
    return Double.isNaN(accuracy) ? "none yet" : String.format(Locale.ROOT, "%.2f %%", accuracy);
  }

  private String left() {
    double left = forecast.left() - current;
    return Double.isNaN(left) || left <= 0 ? "" : ", about " + Durations.text(left) + " left";
  }

  private void show(NetworkEpoch epoch) {
    if (!interactive) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(-1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .setMaxRenderedLength(Terminal.COLUMNS - 1)
              .build();
    }
    double spent = forecast.spent() + current;
    if (!Double.isNaN(forecast.left())) {
      bar.maxHint((long) Math.max(spent, forecast.spent() + forecast.left()));
    }
    bar.stepTo((long) spent);
    bar.setExtraMessage(
        " %d trained, best %s; epoch %d/%d %s%s"
            .formatted(
                forecast.done(),
                percent(best),
                epoch.epoch(),
                epoch.epochs(),
                percent(epoch.accuracy()),
                left()));
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
