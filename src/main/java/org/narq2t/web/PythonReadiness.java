package org.narq2t.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonEnvironment;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonUnavailable;

/**
 * Ready: there is a Python that can be embedded; with its versions, and where models are computed.
 */
@Readiness
@ApplicationScoped
public class PythonReadiness implements HealthCheck {
  private final EmbeddedPython python;

  private Optional<PythonEnvironment> found = Optional.empty();
  private Optional<String> device = Optional.empty();

  PythonReadiness(EmbeddedPython python) {
    this.python = python;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("python environment");
    try {
      PythonEnvironment environment = environment();
      response.withData("python", environment.version());
      environment.packages().forEach(response::withData);
      return response.withData("device", device()).up().build();
    } catch (PythonUnavailable | PythonFailure e) {
      return response.withData("problem", e.getMessage()).down().build();
    }
  }

  /** Asked until it is there: to look takes a process. */
  private PythonEnvironment environment() {
    if (found.isEmpty()) {
      found = Optional.of(python.inspect());
    }
    return found.orElseThrow();
  }

  private String device() {
    if (device.isEmpty()) {
      device =
          python
              .running()
              .map(runtime -> runtime.control("versions", Map.of()))
              .map(PythonReadiness::device);
    }
    return device.orElse("known once Python has started");
  }

  private static String device(JsonNode versions) {
    return versions.get("gpu").isNull()
        ? "cpu, %d threads".formatted(versions.get("threads").asInt())
        : versions.get("gpu").asText();
  }
}
