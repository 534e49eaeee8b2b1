package org.narq2t;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;

/** Where a command listens for workers on a cluster. */
final class ServiceAddress {
  private static final int HTTP = 80;

  private ServiceAddress() {}

  /**
   * Chooses before Quarkus starts.
   *
   * @param told address under which the workers reach this machine, whose port it is; null or empty
   *     if they are on this machine, on any port that is free
   */
  static void listen(String told) {
    if (told == null || told.isEmpty()) {
      System.setProperty("quarkus.http.port", Integer.toString(free()));
      return;
    }
    int port = URI.create(told).getPort();
    System.setProperty("quarkus.http.host", "0.0.0.0");
    System.setProperty("quarkus.http.port", Integer.toString(port < 0 ? HTTP : port));
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
  }
}
