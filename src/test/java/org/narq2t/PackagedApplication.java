package org.narq2t;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ./narq2t} as a user starts it, with everything that it writes in one folder. */
public final class PackagedApplication {
  private PackagedApplication() {}

  /**
   * Starts a command.
   *
   * @param output file of what it prints, on standard output and error
   */
  public static Process start(
      Path folder, Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Path.of("narq2t").toAbsolutePath().toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile()); // not that of the application: it works from anywhere
    for (String part : List.of("data", "runs", "reports")) {
      builder
          .environment()
          .put("NARQ2T_" + part.toUpperCase(Locale.ROOT), folder.resolve(part).toString());
    }
    Files.createDirectories(folder.resolve("data"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /** A port that nothing listens on. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
