package org.narq2t.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.tracking.ActiveRuns;

/**
 * Ends Python before the JVM ends: a JVM that exits while torch computes can hang for ever
 * (docs/adr/0002). Works for SIGTERM and Ctrl-C, says which run goes on, and is the only place that
 * may kill.
 */
final class OrderlyExit {
  private static final long LAST_RESORT_MILLIS = 8_000;

  /** The status of a process that was told to stop. */
  static final int STOPPED = 130;

  private final EmbeddedPython python;
  private final ActiveRuns runs;
  private final List<String> arguments;
  private volatile boolean over;

  OrderlyExit(EmbeddedPython python, ActiveRuns runs, String... arguments) {
    this.python = python;
    this.runs = runs;
    this.arguments = Arrays.asList(arguments);
  }

  /** Returns whether it is installed: false if the process was told to end before. */
  boolean install() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "narq2t-exit"));
      return true;
    } catch (IllegalStateException e) { // the JVM ends already
      over = true;
      say();
      return false;
    }
  }

  /** The command is over: what ends now was not stopped. */
  void over() {
    over = true;
  }

  private void end() {
    if (!over) {
      say();
    }
    Thread lastResort = new Thread(OrderlyExit::killLater, "narq2t-last-resort");
    lastResort.setDaemon(true);
    lastResort.start();
    if (!python.stop()) {
      kill();
    } else if (!python.started()) { // nothing can hang, and the JVM may have an archive to write
      lastResort.interrupt();
    }
  }

  /** Said at once and in one piece: while torch is loaded, nothing else may get to speak. */
  private void say() {
    List<Long> active = runs.numbers();
    String begun = active.stream().map(String::valueOf).collect(Collectors.joining(" "));
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    String onward =
        switch (command) {
          case "reproduce" -> " The same command with --resume goes on.";
          case "study" -> " 'narq2t study resume' goes on.";
          default ->
              active.isEmpty()
                  ? List.of("run", "search").contains(command) ? " No run was begun." : ""
                  : " 'narq2t runs resume %s' goes on with run %s.".formatted(begun, begun);
        };
    System.err.println("Stopped." + onward);
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

  private static void killLater() {
    try {
      Thread.sleep(LAST_RESORT_MILLIS);
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
