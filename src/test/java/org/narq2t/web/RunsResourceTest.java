package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.narq2t.experiment.config.ConfigurationFile;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.tracking.RunStore;

@QuarkusTest
@TestProfile(RunsResourceTest.Serving.class)
class RunsResourceTest {
  /** As 'serve' does: the port is open. */
  public static class Serving implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.host-enabled", "true", "quarkus.http.test-port", "0");
    }
  }

  @TestHTTPResource URI root;
  @Inject RunStore store;

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(root.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRunIsShownOnThePageAndAsJson() throws Exception {
    RunConfiguration configuration =
        ConfigurationFile.read(
            Path.of("configs/presets"), Path.of("configs/examples/smoke.yaml"), List.of());
    long number = store.submit("a-run", configuration, "surrogate", Optional.empty());
    store.cancel(number);

    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.body()).contains("<h1>Runs</h1>", "cancelled", "surrogate", "cifar10");
    assertThat(get("/api/v1/runs").body()).contains("before it started");
    assertThat(get("/api/v1/runs/" + number).body()).contains("\"search.top\":\"3\"");
  }

  @Test
  void anUnknownRunIsNotFound() throws Exception {
    assertThat(get("/api/v1/runs/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void healthIsUp() throws Exception {
    assertThat(get("/q/health").body()).contains("\"status\": \"UP\"");
  }
}
