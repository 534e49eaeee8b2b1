package org.narq2t.python;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker interpreter that computes, and a control interpreter that answers meanwhile. */
final class InterpreterPair {
  private static final long GRACE_MILLIS = 1_500;

  private final InterpreterThread worker;
  private final InterpreterThread control;

  /** Starts both. */
  InterpreterPair(Map<String, Object> globals, PythonSources sources) {
    worker = new InterpreterThread("narq2t-python", globals, sources::load, sources::refresh);
    control = new InterpreterThread("narq2t-python-control", globals, sources::bind, sources::bind);
  }

  InterpreterThread worker() {
    return worker;
  }

  InterpreterThread control() {
    return control;
  }

  /**
   * Stops both in the order that does not hang the JVM (docs/adr/0002): refuse new work, cancel,
   * interrupt, then close each interpreter on its own thread, each bounded in time.
   *
   * @param patience for the worker, and again half of it for the control interpreter
   * @param cancel asks what is computed to stop
   * @param workerThreadId Python's number of the worker's thread
   * @return false if they did not stop in time
   */
  boolean stop(Duration patience, Runnable cancel, long workerThreadId) {
    worker.refuseNewWork();
    cancel.run();
    if (!idleWithin(GRACE_MILLIS)) {
      control.run(
          python -> python.invoke("call", "interrupt", "{\"thread_id\":" + workerThreadId + "}"));
    }
    boolean stopped = worker.stop(patience.toMillis(), TimeUnit.MILLISECONDS);
    stopped &= control.stop(patience.toMillis() / 2, TimeUnit.MILLISECONDS);
    if (!stopped) {
      System.getLogger(PythonRuntime.class.getName())
          .log(System.Logger.Level.WARNING, "Python did not stop in time");
    }
    return stopped;
  }

  private boolean idleWithin(long millis) {
    long end = System.currentTimeMillis() + millis;
    while (worker.isBusy()) {
      if (System.currentTimeMillis() > end) {
        return false;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
