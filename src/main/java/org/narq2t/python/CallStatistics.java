package org.narq2t.python;

/**
 * Cost of the bridge.
 *
 * @param calls number of calls
 * @param seconds from call to return, seen from Java
 * @param pythonSeconds of those, spent in Python operations
 */
public record CallStatistics(long calls, double seconds, double pythonSeconds) {
  /** Seconds spent on crossing the border: queueing, JSON, JEP. */
  public double overheadSeconds() {
    return seconds - pythonSeconds;
  }

  /** The calls and seconds since an earlier moment. */
  public CallStatistics since(CallStatistics before) {
    return new CallStatistics(
        calls - before.calls, seconds - before.seconds, pythonSeconds - before.pythonSeconds);
  }
}
