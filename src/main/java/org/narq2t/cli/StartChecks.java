package org.narq2t.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks before the framework starts, of settings that would fail in the middle of its start. */
public final class StartChecks {
  private static final int MOST_THREADS = 1_024;

  /** The highest number of a port. */
  public static final int LAST_PORT = 65_535;

  /** Variables that hold the path of a folder or of a file. */
  private static final List<String> PATHS =
      List.of("NARQ2T_HOME", "NARQ2T_DATA", "NARQ2T_RUNS", "NARQ2T_REPORTS", "NARQ2T_PYTHON");

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
   * A folder or a file that is set to nothing, which is not the same as not set.
   *
   * @return a sentence, or empty if there is none
   */
  public static Optional<String> paths(Map<String, String> variables) {
    return PATHS.stream()
        .filter(name -> variables.getOrDefault(name, "a path").isBlank())
        .map(name -> name + " is empty; set it to a path, or unset it for the default")
        .findFirst();
  }

  /**
   * A port that cannot be, in a variable of the framework: {@code serve --port} is over it.
   *
   * @param port as the variable has it; null if it is not set
   * @return a sentence, or empty if it can be
   */
  public static Optional<String> port(String port) {
    return port == null || isPort(port)
        ? Optional.empty()
        : Optional.of(
            "QUARKUS_HTTP_PORT cannot be '%s'; unset it, and choose the port by 'serve --port'"
                .formatted(port));
  }

  /** Whether a text is the number of a port, 0 for any that is free. */
  public static boolean isPort(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= LAST_PORT;
  }

  /**
   * A number of torch's threads that cannot be.
   *
   * @param threads as the variable has it; null if it is not set
   * @return a sentence, or empty if it can be
   */
  public static Optional<String> threads(String threads) {
    return threads == null
            || threads.matches("\\d{1,4}") && Integer.parseInt(threads) <= MOST_THREADS
        ? Optional.empty()
        : Optional.of(
            "NARQ2T_PYTHON_THREADS cannot be '%s'; allowed: 1 to %,d threads, 0 for torch's choice"
                .formatted(threads, MOST_THREADS));
  }

  /**
   * Whether a service could not listen at a port, as when another program does.
   *
   * @param port a possible one, 0 for any that is free
   * @return a sentence, or empty if it could
   */
  public static Optional<String> port(String host, int port) {
    try (ServerSocket tried = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "--port cannot be %d (%s); choose another, or 0 for any that is free"
              .formatted(port, e.getMessage()));
    }
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
