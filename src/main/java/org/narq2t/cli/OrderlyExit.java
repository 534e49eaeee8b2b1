package org.narq2t.cli;

import org.narq2t.python.EmbeddedPython;

/**
 * Ends Python before the JVM ends: a JVM that exits while torch computes can hang for ever
 * (docs/adr/0002). Works for SIGTERM and Ctrl-C, and is the only place that may halt.
 */
final class OrderlyExit {
  private static final long LAST_RESORT_MILLIS = 8_000;

  private OrderlyExit() {}

  static void install(EmbeddedPython python) {
    Thread hook =
        new Thread(
            () -> {
              Thread lastResort =
                  new Thread(
                      () -> {
                        sleep(LAST_RESORT_MILLIS);
                        Runtime.getRuntime().halt(143);
                      },
                      "narq2t-last-resort");
              lastResort.setDaemon(true);
              lastResort.start();
              if (!python.stop()) {
                Runtime.getRuntime().halt(143);
              }
            },
            "narq2t-exit");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
