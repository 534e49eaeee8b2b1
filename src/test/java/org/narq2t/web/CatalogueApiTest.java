package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.narq2t.web.Client.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.settings.Settings;

@QuarkusTest
@TestProfile(Serving.class)
class CatalogueApiTest {
  @TestHTTPResource URI root;
  @Inject Settings settings;

  private JsonNode get(String path) {
    return json(new Client(root).get(path));
  }

  @Test
  void presetsAreTheFilesOfTheInstallation() throws Exception {
    JsonNode presets = get("/api/v1/presets");

    assertThat(presets.findValuesAsText("name"))
        .contains("as-printed", "as-released.nasbench101", "as-released");
    assertThat(presets.get(0).get("yaml").asText())
        .isEqualTo(Files.readString(Path.of("configs/presets/as-printed.yaml")));
  }

  @Test
  void benchmarksSayWhatTheyKnowAndWhereItIsFrom() {
    JsonNode benchmarks = get("/api/v1/benchmarks");

    JsonNode nb201 = benchmarks.get(0);
    assertThat(nb201.get("space").asText()).isEqualTo("nasbench201");
    assertThat(nb201.get("kind").asText()).isEqualTo("surrogate");
    assertThat(nb201.get("architectures").asInt()).isEqualTo(15_625);
    assertThat(nb201.get("datasets").findValuesAsText("name"))
        .containsExactly("cifar10", "cifar100", "imagenet16");
    assertThat(nb201.get("datasets").get(0).get("known").asInt()).isEqualTo(15_625);
    JsonNode nb101 = benchmarks.get(1);
    assertThat(nb101.get("space").asText()).isEqualTo("nasbench101");
    assertThat(nb101.has("missing") ? nb101.get("missing").asText() : "narq2t is there")
        .contains("narq2t");
  }

  @Test
  void aDamagedTableIsNamedWithWhatToDo() throws Exception {
    Path table = settings.data().resolve("nasbench201.safetensors");
    Files.createDirectories(table.getParent());
    Files.write(table, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    try {
      for (String path : List.of("/api/v1/benchmarks", "/api/v1/devices")) {
        HttpResponse<String> answer = new Client(root).get(path);

        assertThat(answer.statusCode()).as(path).isEqualTo(409);
        assertThat(json(answer).get("detail").asText())
            .contains("nasbench201.safetensors", "has no metadata", "import the table again");
      }
    } finally {
      Files.delete(table);
    }
  }

  @Test
  void checksumsOfATableAreAnObject() {
    JsonNode checksums = get("/api/v1/benchmarks").get(0).get("sha256");

    assertThat(checksums.get("embedded surrogate").asText()).hasSize(64);
  }

  @Test
  void devicesHaveTheirLatencies() {
    JsonNode device = get("/api/v1/devices").get(0);

    assertThat(device.get("name").asText()).isEqualTo("gtx1080ti");
    assertThat(device.get("dataset").asText()).isEqualTo("cifar10");
    assertThat(device.get("fastest_ms").asDouble()).isPositive();
    assertThat(device.get("median_ms").asDouble())
        .isBetween(device.get("fastest_ms").asDouble(), device.get("slowest_ms").asDouble());
  }

  @Test
  void theOpenApiDocumentListsEveryPathAndTheVersion() {
    JsonNode document = json(new Client(root).get("/q/openapi?format=json"));

    assertThat(document.at("/info/title").asText()).isEqualTo("narq2t");
    assertThat(document.at("/info/version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(document.get("paths").fieldNames())
        .toIterable()
        .contains(
            "/api/v1/runs",
            "/api/v1/runs/validate",
            "/api/v1/runs/{id}",
            "/api/v1/runs/{id}/cancel",
            "/api/v1/runs/{id}/resume",
            "/api/v1/runs/{id}/configuration",
            "/api/v1/runs/{id}/metrics",
            "/api/v1/runs/{id}/candidates",
            "/api/v1/runs/{id}/result",
            "/api/v1/runs/{id}/environment",
            "/api/v1/runs/{id}/events",
            "/api/v1/runs/{id}/predictions",
            "/api/v1/presets",
            "/api/v1/benchmarks",
            "/api/v1/devices",
            "/api/v1/experiments",
            "/api/v1/predict",
            "/api/v1/search")
        .allSatisfy(path -> assertThat(path).startsWith("/api/v1/"));
    for (JsonNode item : document.get("paths")) {
      for (String method : List.of("get", "post", "delete")) {
        if (item.has(method)) {
          assertThat(item.get(method).get("summary").asText()).isNotEmpty();
          assertThat(item.get(method).at("/responses/default/content").fieldNames())
              .toIterable()
              .containsExactly("application/problem+json");
        }
      }
    }
    assertThat(document.at("/components/schemas/RunDescription/properties").fieldNames())
        .toIterable()
        .contains("steps_done", "search_mode", "submitted_at");
  }
}
