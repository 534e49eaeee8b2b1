package org.narq2t.cli;

import me.tongfei.progressbar.ProgressBar;

/** A progress bar of counted steps on standard error; nothing where that is no terminal. */
final class StepBar implements AutoCloseable {
  private final String name;
  private ProgressBar bar;

  StepBar(String name) {
    this.name = name;
  }

  /** So many steps are done. */
  synchronized void at(long done, long total) {
    if (!Terminal.showsProgress()) {
      return;
    }
    if (bar == null) {
      bar = TerminalBar.of(name, total).build();
    }
    bar.maxHint(total);
    if (done > bar.getCurrent()) { // threads report out of order; a bar goes forward only
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
