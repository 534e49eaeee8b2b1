package org.narq2t.cli;

import java.io.IOException;
import org.narq2t.python.EmbeddedPython;

/**
 * Ends Python before the JVM ends: a JVM that exits while torch computes can hang for ever
 * (docs/adr/0002). Works for SIGTERM and Ctrl-C, and is the only place that may kill.
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
                        kill();
                      },
                      "narq2t-last-resort");
              lastResort.setDaemon(true);
              lastResort.start();
              if (!python.stop()) {
                kill();
              }
            },
            "narq2t-exit");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Not {@code Runtime.halt}: it runs libtorch's destructors, which wait for ever for Python's lock
   * if a thread that holds it has been stopped by the halt.
   */
  private static void kill() {
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      Runtime.getRuntime().halt(143);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
