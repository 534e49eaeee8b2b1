package org.narq2t.export.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.narq2t.settings.MlflowSettings;

/**
 * Where a tracking server is, and how one is let in.
 *
 * @param address without user, password and a slash at its end
 * @param authorization header that goes with each request
 */
record TrackingServer(URI address, Optional<String> authorization) {

  /**
   * The server of the settings.
   *
   * @throws IllegalArgumentException if the address is not one of a server; the message says what
   *     is
   */
  static TrackingServer of(String uri, MlflowSettings settings) {
    URI given;
    try {
      given = URI.create(uri.strip());
    } catch (IllegalArgumentException e) {
      throw notAServer("MLFLOW_TRACKING_URI"); // it may hold a password
    }
    String scheme = String.valueOf(given.getScheme());
    if (!scheme.matches("https?") || given.getHost() == null) {
      throw notAServer("MLFLOW_TRACKING_URI, of scheme '" + scheme + "',");
    }
    String port = given.getPort() < 0 ? "" : ":" + given.getPort();
    String path = given.getRawPath().replaceAll("/+$", "");
    URI address = URI.create(scheme + "://" + given.getHost() + port + path);
    if (settings.token().filter(token -> token.matches("(?s).*[^\\x20-\\x7e].*")).isPresent()) {
      throw new IllegalArgumentException(
          "MLFLOW_TRACKING_TOKEN has a line break or another character that no token has: runs are"
              + " not logged to MLflow. Set it again, or unset it");
    }
    Optional<String> bearer = settings.token().map(token -> "Bearer " + token);
    Optional<String> named =
        settings.username().map(name -> name + ":" + settings.password().orElse(""));
    return new TrackingServer(
        address,
        bearer.or(
            () ->
                named
                    .or(() -> Optional.ofNullable(given.getUserInfo()))
                    .map(TrackingServer::basic)));
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException notAServer(String what) {
    return new IllegalArgumentException(
        what
            + " is not the address of an MLflow server, such as http://localhost:5000: runs are not"
            + " logged to MLflow. Start a server with 'mlflow server', or unset MLFLOW_TRACKING_URI");
  }
}
