package org.narq2t.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How progress bars look, with what they say beside steps and times: it fits 80 columns. */
final class TerminalBar {
  private TerminalBar() {}

  /** A bar of some steps. */
  static ProgressBarBuilder of(String name, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setMaxRenderedLength(Terminal.COLUMNS - 1);
  }

  /** How a training of a predictor goes. */
  static String training(double loss) {
    return String.format(Locale.ROOT, "loss %.4g", loss);
  }

  /** The best accuracy of a candidate so far, in %. */
  static String searching(double best) {
    return String.format(Locale.ROOT, "best %.2f %%", best);
  }
}
