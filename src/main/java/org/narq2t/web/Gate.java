package org.narq2t.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/** All requests come through it, to pages, interface, metrics and health alike, or are refused. */
@ApplicationScoped
class Gate {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BEFORE_ALL_OTHERS = 1_000;
  private static final Duration SLOWEST_BODY = Duration.ofSeconds(20);
  private static final BodyHandler BODIES =
      BodyHandler.create(false).setBodyLimit(Admission.LARGEST_BODY);

  private final Admission admission;

  Gate(Admission admission) {
    this.admission = admission;
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
    Optional<Problem> refusal = admission.refusal(context);
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
    boolean empty =
        Admission.length(request) == 0 && request.getHeader("Transfer-Encoding") == null;
    // who read an empty body would wait for it
    if (empty || Admission.READING.contains(request.method())) {
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

  private static boolean isPage(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return request.method() == HttpMethod.GET && accept != null && accept.contains("text/html");
  }

  private static String json(Problem problem) {
    try {
      return JSON.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
