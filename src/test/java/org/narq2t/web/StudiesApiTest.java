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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Studies over REST, and their pages. */
@QuarkusTest
@TestProfile(Serving.class)
class StudiesApiTest {
  private static final Map<String, Object> SMALL =
      Map.of(
          "axes", Map.of("factor", List.of("2", "7")),
          "seeds", List.of(1),
          "overrides", List.of("preset=dev"));

  @TestHTTPResource URI root;
  @Inject RunStore store;
  @Inject Runs runs;

  private Client client() {
    return new Client(root);
  }

  @AfterEach
  void leaveNothingInTheQueue() {
    store.ofStudy("table9").forEach(run -> runs.cancel(run.id()));
  }

  @Test
  void studiesAreListedAndShown() {
    JsonNode all = json(client().get("/api/v1/studies"));
    assertThat(all.findValuesAsText("name")).contains("table1", "table2", "table3", "table9");

    JsonNode table9 = json(client().get("/api/v1/studies/table9"));
    assertThat(table9.path("title").asText()).startsWith("Table IX");
    assertThat(table9.path("axes").path("factor")).hasSize(10);
    assertThat(table9.path("planned").asInt()).isEqualTo(10);
    assertThat(client().get("/api/v1/studies/table99").statusCode()).isEqualTo(404);
  }

  @Test
  void aPartIsQueuedOnceAndItsPageShowsTheRuns() {
    assertThat(client().post("/api/v1/studies/table9/runs", SMALL).statusCode()).isEqualTo(202);
    JsonNode again = json(client().post("/api/v1/studies/table9/runs", SMALL));

    List<RunRecord> queued = store.ofStudy("table9");
    assertThat(queued).hasSize(2).allMatch(run -> run.state() == RunState.QUEUED);
    assertThat(again.path("runs")).hasSize(2);
    assertThat(again.path("runs").path(0).path("values").path("factor").asText())
        .isEqualTo("λ1 = 2");
    assertThat(again.path("progress").path("counts").path("queued").asInt()).isEqualTo(2);

    assertThat(client().get("/api/v1/studies/table9/report").statusCode()).isEqualTo(409);
    assertThat(client().get("/api/v1/studies/table99/report").statusCode()).isEqualTo(404);

    String page = client().get("/studies/table9").body();
    assertThat(page)
        .contains("0 of 2 runs finished, 2 queued", "<td>λ1 = 7</td>", "Do what is missing")
        .contains("/runs/" + queued.get(0).id());
    assertThat(client().get("/studies").body()).contains("href=\"/studies/table9\"");
    assertThat(client().get("/studies/table99").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAStudyDoesNotHaveIsRefusedWithWhatIsAllowed() {
    assertThat(
            client()
                .post("/api/v1/studies/table2/runs", Map.of("axes", Map.of("size", List.of("1"))))
                .body())
        .contains("study table2 has no axis 'size'; it has dataset");
    assertThat(
            client()
                .post("/api/v1/studies/table2/runs", Map.of("overrides", List.of("tierz=3")))
                .statusCode())
        .isEqualTo(400);
    assertThat(client().post("/api/v1/studies/table2/runs", Map.of("seeds", List.of())))
        .returns(400, HttpResponse::statusCode)
        .satisfies(answer -> assertThat(answer.body()).contains("'seeds' is empty: leave it out"));
    assertThat(store.ofStudy("table2")).isEmpty();
  }
}
