package org.narq2t.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.narq2t.settings.ListenAddress;

/** Decides which requests come in at all: pages, interface, metrics and health alike. */
@ApplicationScoped
class Gate {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BEFORE_ALL_OTHERS = 1_000;
  private static final long LARGEST_BODY = 1 << 20;
  private static final long LARGEST_LOGIN = 1 << 12;
  private static final List<String> LOCAL_NAMES = List.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> OPEN = Set.of("/q/health/live", LoginPage.PATH);
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Duration SLOWEST_BODY = Duration.ofSeconds(20);
  private static final BodyHandler BODIES = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
  private static final String BEARER = "Bearer ";

  private final ListenAddress address;
  private final Token token;

  @Inject
  Gate(ListenAddress address, Token token) {
    this.address = address;
    this.token = token;
  }

  void register(@Observes Filters filters) {
    filters.register(this::decide, BEFORE_ALL_OTHERS);
  }

  /** Answers a body that cannot be read as all that is refused: else it is an error in the log. */
  void register(@Observes Router router) {
    router.route().failureHandler(Gate::failed);
  }

  private static void failed(RoutingContext context) {
    boolean read = context.body().buffer() != null;
    if (read || context.statusCode() >= 500 && !isClosed(context)) {
      context.next();
    } else if (!isClosed(context)) {
      refuse(
          context,
          Problem.of(
              context.statusCode(),
              "The body cannot be read: it is too large, has too many fields or too long ones, or is"
                  + " not what its Content-Type says"));
    }
  }

  private static boolean isClosed(RoutingContext context) {
    return context.response().closed() || context.response().ended();
  }

  private void decide(RoutingContext context) {
    Optional<Problem> refusal = refusal(context);
    if (refusal.isEmpty()) {
      admit(context);
      return;
    }
    Problem problem = refusal.orElseThrow();
    if (problem.status() == 401 && isPage(context.request())) {
      context
          .response()
          .setStatusCode(401)
          .putHeader("Content-Type", "text/html;charset=UTF-8")
          .end(LoginPage.form(""));
      return;
    }
    if (problem.status() == 401) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    refuse(context, problem);
  }

  private static Future<Void> refuse(RoutingContext context, Problem problem) {
    return context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(json(problem));
  }

  /**
   * Lets a request in. A body is read first, here where nobody waits for it: else each that comes
   * byte by byte holds a thread, and a few dozen of them the service.
   */
  private static void admit(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean empty = length(request) == 0 && request.getHeader("Transfer-Encoding") == null;
    if (empty || READING.contains(request.method())) { // who read an empty body would wait for it
      context.next();
      return;
    }
    context.vertx().setTimer(SLOWEST_BODY.toMillis(), timer -> giveUp(context));
    BODIES.handle(context);
  }

  private static void giveUp(RoutingContext context) {
    boolean read = context.body().buffer() != null; // "ended" is false again while it is handled
    if (!read && !context.response().ended()) {
      Problem late =
          Problem.of(408, "The body took more than %d s".formatted(SLOWEST_BODY.toSeconds()));
      context.response().putHeader("Connection", "close");
      refuse(context, late).onComplete(sent -> context.request().connection().close());
    }
  }

  private Optional<Problem> refusal(RoutingContext context) {
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

  private static boolean isPage(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return request.method() == HttpMethod.GET && accept != null && accept.contains("text/html");
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  private static String json(Problem problem) {
    try {
      return JSON.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
