package org.narq2t.python;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.narq2t.settings.Settings;

/**
 * The application's one Python, started when it is first needed and stopped with the application.
 */
@ApplicationScoped
public class EmbeddedPython {
  @Inject Settings settings;

  private PythonRuntime runtime;
  private volatile boolean stopped;

  /** What the configured Python has, without starting it. */
  public PythonEnvironment inspect() {
    return PythonEnvironment.inspect(settings.python().executable(), settings.python().sources());
  }

  /**
   * The running interpreter; the first call starts it.
   *
   * @throws PythonUnavailable if it cannot be started, or the application is stopping
   */
  public synchronized PythonRuntime runtime() {
    if (stopped) {
      throw new PythonUnavailable("the application is stopping");
    }
    if (runtime == null) {
      runtime = new PythonRuntime(inspect(), settings.python().threads());
    }
    return runtime;
  }

  /** Whether {@link #stop()} was called. */
  public boolean isStopping() {
    return stopped;
  }

  /** Asks what Python computes to stop at its next batch; nothing if it does not run. */
  public synchronized void cancel() {
    if (runtime != null) {
      runtime.cancel();
    }
  }

  /** Stops Python if it runs; true if it stopped in time. */
  public boolean stop() {
    stopped = true;
    return close();
  }

  private synchronized boolean close() {
    if (runtime == null) {
      return true;
    }
    runtime.close();
    return runtime.stoppedInTime();
  }

  @PreDestroy
  void destroy() {
    stop();
  }
}
