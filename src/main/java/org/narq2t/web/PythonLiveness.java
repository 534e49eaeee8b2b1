package org.narq2t.web;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;

/** Alive: the control interpreter answers, also while the worker computes. Starts no Python. */
@Liveness
public class PythonLiveness implements HealthCheck {
  private static final int SECONDS = 5;

  private final EmbeddedPython python;

  PythonLiveness(EmbeddedPython python) {
    this.python = python;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("python");
    Optional<PythonRuntime> running = python.running();
    if (running.isEmpty()) {
      return response.withData("interpreter", "not started").up().build();
    }
    try {
      return response.withData("interpreter", ping(running.orElseThrow())).up().build();
    } catch (TimeoutException e) {
      return response
          .withData("interpreter", "no answer within %d s".formatted(SECONDS))
          .down()
          .build();
    } catch (ExecutionException e) {
      return response.withData("interpreter", String.valueOf(e.getCause())).down().build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return response.down().build();
    }
  }

  private static String ping(PythonRuntime runtime)
      throws InterruptedException, ExecutionException, TimeoutException {
    return CompletableFuture.supplyAsync(() -> runtime.control("ping", Map.of()).asText())
        .get(SECONDS, TimeUnit.SECONDS);
  }
}
