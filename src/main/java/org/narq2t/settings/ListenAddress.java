package org.narq2t.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the service listens, and whether that is safe. */
@ApplicationScoped
public class ListenAddress {
  /** Fewer characters could be guessed. */
  private static final int SHORTEST_TOKEN = 16;

  private static final List<String> LOCAL = List.of("127.0.0.1", "localhost", "::1", "[::1]");

  private final Settings settings;
  private final String host;
  private final boolean open;

  ListenAddress(
      Settings settings,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.host-enabled") boolean open) {
    this.settings = settings;
    this.host = host;
    this.open = open;
  }

  /** The address of the service for clients on this machine. */
  public String address() {
    return "http://%s:%d".formatted(isLocal() ? "127.0.0.1" : host, port());
  }

  /**
   * Checks that this process listens.
   *
   * @throws IllegalStateException if it does not; the message says which do
   */
  public void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "This command listens on no port, as a run on a cluster needs: resume it with 'narq2t runs"
              + " resume', or have 'narq2t serve' do it");
    }
  }

  /** The address. */
  public String host() {
    return host;
  }

  /** The port that was opened: where any free one was asked for, Quarkus names it there. */
  public int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }

  /** Whether only this machine can reach it. */
  public boolean isLocal() {
    return LOCAL.contains(host);
  }

  /** Whether nobody from outside could get in, or nobody without a token. */
  public boolean isSafe() {
    return settings.token().map(token -> token.length() >= SHORTEST_TOKEN).orElse(isLocal());
  }

  /**
   * Checks that it is safe.
   *
   * @throws IllegalArgumentException if it is not; the message says what to do
   */
  public void requireToken() {
    if (!isSafe()) {
      throw new IllegalArgumentException(
          settings.token().isEmpty()
              ? ("Beyond this machine (--host %s) the service needs a token that its clients must"
                      + " know: set NARQ2T_TOKEN to at least %d characters, for example"
                      + " NARQ2T_TOKEN=$(openssl rand -hex 32)")
                  .formatted(host, SHORTEST_TOKEN)
              : ("NARQ2T_TOKEN is too short to be safe: at least %d characters, for example"
                      + " NARQ2T_TOKEN=$(openssl rand -hex 32)")
                  .formatted(SHORTEST_TOKEN));
    }
  }
}
