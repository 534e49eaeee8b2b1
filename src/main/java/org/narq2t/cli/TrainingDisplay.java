package org.narq2t.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
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
  private final int workers;
  private final boolean interactive = Terminal.showsProgress();
  private final Set<Double> told = new HashSet<>(); // trainings, by their seconds
  private ProgressBar bar;
  private final Map<String, Double> current = new HashMap<>(); // seconds by cell, of what goes on
  private double best = Double.NaN;

  /**
   * @param workers trainings at once
   */
  TrainingDisplay(TrainingForecast forecast, int workers) {
    this.forecast = forecast;
    this.workers = workers;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    if (event instanceof NetworkEpoch epoch) {
      double seconds =
          epoch.seconds() + (epoch.epoch() == 1 ? 0 : current.getOrDefault(epoch.cell(), 0.0));
      current.put(epoch.cell(), seconds);
      boolean over = epoch.epoch() == epoch.epochs();
      if (over && told.add(seconds)) {
        trained(epoch.cell(), epoch.epochs(), epoch.accuracy(), seconds);
        current.remove(epoch.cell());
      }
      show(epoch);
    } else if (event instanceof RoundEnded ended) {
      for (Observation one : ended.round().observations()) {
        // what failed, was ended early, or was trained by an earlier run, has told no last epoch;
        // what was looked up in a table has no seconds
        boolean trained = one.purpose() != Purpose.REPORT && !Double.isNaN(one.seconds());
        if (trained && told.add(one.seconds())) {
          trained(one.description(), one.epochs(), one.validation(), one.seconds());
          current.remove(one.description());
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

  /** The seconds of what goes on. */
  private double going() {
    return current.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String percent(double accuracy) {
    return Double.isNaN(accuracy) ? "none yet" : String.format(Locale.ROOT, "%.2f %%", accuracy);
  }

  private String left() {
    double left = (forecast.left() - going()) / workers;
    return Double.isNaN(left) || left <= 0 ? "" : ", about " + Durations.text(left) + " left";
  }

  private void show(NetworkEpoch epoch) {
    if (!interactive) {
      return;
    }
    if (bar == null) {
      bar = TerminalBar.of("training", -1).build();
    }
    double spent = forecast.spent() + going();
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
