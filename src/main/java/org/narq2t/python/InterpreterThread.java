package org.narq2t.python;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import jep.Jep;
import jep.SharedInterpreter;

/**
 * One Python interpreter and the one thread that may use it (an interpreter belongs to the thread
 * that made it). Work is queued and done in order; the thread closes its interpreter itself.
 */
final class InterpreterThread {
  private static final long STACK_BYTES =
      64L << 20; // torch's autograd and its thread pools need it

  private record Work(Function<Jep, Object> action, CompletableFuture<Object> result) {}

  private static final Work STOP = new Work(interpreter -> null, new CompletableFuture<>());

  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean refusing;
  private volatile boolean busy;

  /**
   * Starts the interpreter and waits until it is ready.
   *
   * @param globals names to set in Python first; JDK types only, because JEP caches classes by name
   *     and after a reload would call the wrong methods of an application's
   * @param first done on the new interpreter: makes {@code call} known to it
   * @param before done before each work; what it throws, the work's caller gets
   * @throws PythonFailure if {@code first} fails with one
   * @throws PythonUnavailable if the interpreter does not start otherwise
   */
  InterpreterThread(
      String name, Map<String, Object> globals, Consumer<Jep> first, Consumer<Jep> before) {
    globals.forEach(InterpreterThread::requireOfTheJdk);
    thread = new Thread(null, () -> serve(globals, first, before), name, STACK_BYTES);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    thread.start();
    try {
      started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PythonUnavailable("interrupted while Python started", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PythonFailure failure) {
        throw failure;
      }
      throw new PythonUnavailable(
          "Python did not start: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static void requireOfTheJdk(String name, Object value) {
    if (value.getClass().getModule().isNamed()) {
      return;
    }
    throw new IllegalArgumentException(
        "%s is a %s: only types of the JDK may cross to Python"
            .formatted(name, value.getClass().getName()));
  }

  private void serve(Map<String, Object> globals, Consumer<Jep> first, Consumer<Jep> before) {
    try (Jep interpreter = new SharedInterpreter()) {
      globals.forEach(interpreter::set);
      first.accept(interpreter);
      started.complete(null);
      for (Work work = queue.take(); work != STOP; work = queue.take()) {
        busy = true;
        try {
          before.accept(interpreter);
          work.result.complete(work.action.apply(interpreter));
        } catch (Throwable e) {
          work.result.completeExceptionally(e);
        } finally {
          busy = false;
        }
      }
    } catch (Throwable e) {
      started.completeExceptionally(e);
    }
    queue.forEach(w -> w.result.completeExceptionally(new PythonUnavailable("Python has stopped")));
  }

  /**
   * Does {@code action} on the interpreter's thread and waits for its result.
   *
   * @throws IllegalStateException if called from the interpreter's own thread: it would wait for
   *     itself for ever
   */
  <T> T run(Function<Jep, T> action) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "a Python callback may not call Python on its own thread: it would wait for itself");
    }
    if (refusing || !thread.isAlive()) {
      throw new PythonUnavailable("Python is stopping and takes no new work");
    }
    Work work = new Work(action::apply, new CompletableFuture<>());
    queue.add(work);
    try {
      @SuppressWarnings("unchecked")
      T result = (T) work.result.get();
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PythonUnavailable("interrupted while waiting for Python", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  boolean isBusy() {
    return busy;
  }

  void refuseNewWork() {
    refusing = true;
  }

  /** Asks the thread to close its interpreter, and waits. True if it did so in time. */
  boolean stop(long timeout, TimeUnit unit) {
    refusing = true;
    queue.add(STOP);
    try {
      thread.join(unit.toMillis(timeout));
      return !thread.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
