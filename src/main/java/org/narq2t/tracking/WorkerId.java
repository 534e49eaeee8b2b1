package org.narq2t.tracking;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that does runs, told apart from a later one with the same number.
 *
 * @param startedMillis when the process started, milliseconds since 1970; 0 if the system does not
 *     say
 */
record WorkerId(String host, long process, long startedMillis) {
  private static final WorkerId OWN = of(hostName(), ProcessHandle.current());

  /** This process. */
  static WorkerId own() {
    return OWN;
  }

  /** Reads what {@link #toString()} wrote; empty if it is nothing of that kind. */
  static Optional<WorkerId> parse(String text) {
    String[] parts = text == null ? new String[0] : text.split("/");
    return parts.length == 3
        ? Optional.of(new WorkerId(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
        : Optional.empty();
  }

  /** Whether the process is known to be gone; that of another machine never is. */
  boolean isGone() {
    return host.equals(OWN.host)
        && ProcessHandle.of(process).filter(handle -> of(host, handle).equals(this)).isEmpty();
  }

  private static WorkerId of(String host, ProcessHandle process) {
    return new WorkerId(
        host, process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return host + "/" + process + "/" + startedMillis;
  }
}
