package org.narq2t.python;

import io.quarkus.runtime.LaunchMode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.narq2t.settings.Settings;

/**
 * The application's one Python, started when it is first needed and stopped with the application.
 * In dev mode its code is what the files are at each call.
 *
 * <p>A singleton, not a proxy: the exit hook of an application that dev mode has replaced still
 * holds its own.
 */
@Singleton
public class EmbeddedPython {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Settings settings;

  private volatile PythonRuntime runtime;
  private volatile boolean stopped;

  EmbeddedPython(Settings settings) {
    this.settings = settings;
  }

  /** The environment of the configured Python, without starting it. */
  public PythonEnvironment inspect() {
    return PythonEnvironment.inspect(settings.python().executable(), settings.python().sources());
  }

  /**
   * The running interpreter; the first call starts it.
   *
   * @throws PythonUnavailable if it cannot be started, or the application is stopping
   * @throws PythonFailure if a file of the Python package has an error
   */
  public synchronized PythonRuntime runtime() {
    if (stopped) {
      throw new PythonUnavailable("the application is stopping");
    }
    if (runtime == null) {
      boolean live = LaunchMode.current() == LaunchMode.DEVELOPMENT;
      runtime = new PythonRuntime(inspect(), settings.python().threads(), live);
    }
    return runtime;
  }

  /** The interpreter if it runs; starts nothing and waits for nothing. */
  public Optional<PythonRuntime> running() {
    return Optional.ofNullable(runtime).filter(r -> !stopped);
  }

  /** Whether it was ever started. */
  public boolean started() {
    return runtime != null;
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
    return stop(PythonRuntime::close);
  }

  /** The same for a process that ends by itself and is in no hurry: waits a minute if it must. */
  public boolean stopPatiently() {
    return stop(python -> python.close(PATIENCE));
  }

  private boolean stop(Consumer<PythonRuntime> how) {
    stopped = true;
    return close(how);
  }

  private synchronized boolean close(Consumer<PythonRuntime> how) {
    if (runtime == null) {
      return true;
    }
    how.accept(runtime);
    return runtime.stoppedInTime();
  }

  @PreDestroy
  void destroy() {
    stop();
  }
}
