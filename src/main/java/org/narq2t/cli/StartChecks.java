package org.narq2t.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What would fail in the middle of the framework's start, found before it. */
public final class StartChecks {
  private StartChecks() {}

  /**
   * A variable of this program whose value would be taken for an expression, and replaced or lost:
   * a token of which half is gone is no token.
   *
   * @return a sentence, or empty if there is none
   */
  public static Optional<String> expressions(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .filter(
                variable ->
                    variable.getKey().startsWith("NARQ2T_")
                        || variable.getKey().startsWith("MLFLOW_TRACKING_"))
            .filter(variable -> variable.getValue().contains("${"))
            .map(
                variable ->
                    variable.getKey()
                        + " holds '${', which would be taken for an expression; choose a value"
                        + " without it")
            .findFirst();
  }

  /**
   * Whether a service could not listen at an address of this machine, on any port.
   *
   * @return a sentence, or empty if it could
   */
  public static Optional<String> host(String host) {
    try (ServerSocket tried = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "--host cannot be '%s' (%s); allowed: an address of this machine, 0.0.0.0 for all"
              .formatted(host, e.getMessage()));
    }
  }
}
