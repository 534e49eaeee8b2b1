package org.narq2t.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.narq2t.settings.ListenAddress;

/** Which requests may come in: by the names, the token, the origin and the size that they have. */
@ApplicationScoped
class Admission {
  /** Bytes of any other body than that of the login. */
  static final long LARGEST_BODY = 1 << 20;

  /** Methods that change nothing, and have no body. */
  static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final long LARGEST_LOGIN = 1 << 12;
  private static final List<String> LOCAL_NAMES = List.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> OPEN = Set.of("/q/health/live", LoginPage.PATH);
  private static final String BEARER = "Bearer ";

  private final ListenAddress address;
  private final Token token;

  Admission(ListenAddress address, Token token) {
    this.address = address;
    this.token = token;
  }

  /** Why a request is refused; empty if it may come in. */
  Optional<Problem> refusal(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!address.isSafe()) {
      return Optional.of(
          Problem.of(
              403, "The service is open to other machines and has no token: it refuses all"));
    }
    if (request.headers().getAll("Host").size() > 1 || !request.uri().startsWith("/")) {
      return Optional.of(
          Problem.of(400, "A request has one Host header, and its path begins with a slash"));
    }
    if (address.isLocal() && !isLocalName(request)) {
      return Optional.of(
          Problem.of(421, "The service answers to the names localhost, 127.0.0.1 and [::1] only"));
    }
    if (token.isRequired() && !OPEN.contains(context.normalizedPath()) && !knowsToken(request)) {
      return Optional.of(
          Problem.of(
              401, "Send the service's token as 'Authorization: Bearer TOKEN', or open /login"));
    }
    if (!READING.contains(request.method()) && !isFromHere(request)) {
      return Optional.of(
          Problem.of(
              403,
              "A request that changes something needs 'Content-Type: application/json', or must come"
                  + " from a page of this service"));
    }
    boolean login = LoginPage.PATH.equals(context.normalizedPath());
    long largest = login ? LARGEST_LOGIN : LARGEST_BODY;
    if (length(request) > largest || login && request.getHeader("Transfer-Encoding") != null) {
      return Optional.of(
          Problem.of(413, "The body is too large; allowed: %d bytes".formatted(largest)));
    }
    return Optional.empty();
  }

  /** A page elsewhere can make its own name mean this machine, but then sends that name. */
  private static boolean isLocalName(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority != null && LOCAL_NAMES.contains(authority.host().toLowerCase(Locale.ROOT));
  }

  private boolean knowsToken(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return token.isRight(authorization.substring(BEARER.length()).strip());
    }
    Cookie cookie = request.getCookie(Token.COOKIE);
    return cookie != null && token.isSession(cookie.getValue());
  }

  /** A form elsewhere can send neither JSON nor this service's origin. */
  private static boolean isFromHere(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      return false;
    }
    String type = request.getHeader("Content-Type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return true;
    }
    String origin = request.getHeader("Origin");
    HostAndPort authority = request.authority();
    return origin == null
        ? site != null
        : authority != null
            && origin.equalsIgnoreCase(request.scheme() + "://" + written(authority));
  }

  private static String written(HostAndPort authority) {
    return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
  }

  /** The length of the body in bytes, as the request says it. */
  static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }
}
