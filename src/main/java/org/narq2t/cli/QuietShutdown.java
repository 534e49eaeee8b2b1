package org.narq2t.cli;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import sun.misc.Signal;

/**
 * Nothing is logged from the moment the process is told to end: what was being started or written
 * then finds beans and connections gone, and its errors are not the user's.
 */
public final class QuietShutdown {
  /** As the shell reports it: 128 and the number of the signal. */
  private static final int SIGNALLED = 128;

  private static volatile boolean begun;

  private QuietShutdown() {}

  /** To be called before anything else is started. */
  public static void install() {
    for (String name : new String[] {"TERM", "INT", "HUP"}) {
      Signal.handle(new Signal(name), QuietShutdown::end);
    }
  }

  /** Whether the process has been told to end. */
  static boolean begun() {
    return begun;
  }

  /** Before the shutdown, not as a part of it: the parts of a shutdown come in any order. */
  private static void end(Signal signal) {
    begun = true;
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    System.exit(SIGNALLED + signal.getNumber());
  }
}
