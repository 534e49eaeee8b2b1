package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.NewRun;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** The pages, over HTTP. */
@QuarkusTest
@TestProfile(PagesResourceTest.Pages.class)
class PagesResourceTest {
  /** Lists of runs are looked at: they hold those of this test only. */
  public static class Pages extends Serving {}

  private static final String HOSTILE = "</script><script>alert('x')</script><img src=x onerror=a>";

  @TestHTTPResource URI root;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject Runs runs;

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(root.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** A page, which must be one that a strict content security policy lets work. */
  private String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(
            Pattern.compile("<script(?![^>]*( src=| type=\"application/json\"))[^>]*>")
                .matcher(answer.body())
                .results())
        .extracting(MatchResult::group)
        .as("inline scripts")
        .isEmpty();
    String attributes = answer.body().replaceAll("=\"[^\"]*\"", "=");
    assertThat(Pattern.compile("<[^>]*\\s(on[a-z]+|style)=[^>]*>").matcher(attributes).results())
        .extracting(MatchResult::group)
        .as("inline handlers and styles")
        .isEmpty();
    return answer.body();
  }

  private static JsonNode data(String page, String id) throws IOException {
    String start = "<script type=\"application/json\" id=\"" + id + "\">";
    String json = page.substring(page.indexOf(start) + start.length());
    return Json.MAPPER.readTree(json.substring(0, json.indexOf("</script>")));
  }

  private long submit(String name, RunConfiguration configuration) {
    return store.submit(new NewRun(name, configuration, "surrogate"));
  }

  private void set(long run, String state, String message) throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:Pages");
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE run SET state = ?, message = ? WHERE id = ?")) {
      update.setString(1, state);
      update.setString(2, message);
      update.setLong(3, run);
      update.execute();
    }
  }

  @Test
  void theListShowsStatesAndFiltersThem() throws Exception {
    long queued = submit("in-the-list", SmallRun.configuration("dataset=cifar100"));
    long cancelled = submit("cancelled-in-the-list", SmallRun.configuration());
    states.cancel(cancelled);

    String all = page("/");
    assertThat(all).contains("<h1>Runs</h1>", "href=\"/runs/" + queued + "\"", "CIFAR-100");
    assertThat(all).contains("badge cancelled", "surrogate", "before it started");
    String some = page("/?state=queued&dataset=cifar100");
    assertThat(some)
        .contains("data-run=\"" + queued + "\"", "<option selected>queued</option>")
        .doesNotContain("data-run=\"" + cancelled + "\"");
    assertThat(page("/?preset=as-printed"))
        .contains("<select name=\"preset\">", "<option selected>as-printed</option>")
        .doesNotContain("data-run=\"" + queued + "\"");
    assertThat(page("/?space=nowhere")).contains("No run matches");
    assertThat(get("/?state=nonsense").statusCode()).isEqualTo(404);
    states.cancel(queued);
  }

  @Test
  void aQueuedRunSaysWhatItWaitsForAndCanBeCancelled() throws Exception {
    long first = submit("first", SmallRun.configuration());
    long second = submit("second", SmallRun.configuration("seed=2"));

    String page = page("/runs/" + second);

    assertThat(page).contains("before it", "data-action=\"cancel\"", "strategy:\n");
    assertThat(page).doesNotContain("data-action=\"resume\"", "data-action=\"delete\"");
    assertThat(data(page, "run-data").path("state").asText()).isEqualTo("queued");
    assertThat(data(page, "run-data").path("epochs").asInt()).isEqualTo(2);
    states.cancel(first);
    states.cancel(second);
  }

  @Test
  void aFailedRunShowsItsMessageAndWhatToDoAndNothingOfItIsTakenForHtml() throws Exception {
    long run =
        submit(
            "hostile<b>" + HOSTILE, SmallRun.configuration("training.latency_device=" + HOSTILE));
    set(run, "failed", HOSTILE);

    for (String path : List.of("/runs/" + run, "/", "/compare?run=" + run, "/new?from=" + run)) {
      assertThat(page(path)).doesNotContain("<script>alert", "<img");
    }
    assertThat(page("/runs/" + run))
        .contains("It failed", "&lt;/script&gt;&lt;script&gt;alert", "resume", "clone");
    assertThat(data(page("/new?from=" + run), "form-data").path("configuration").asText())
        .contains(HOSTILE);
  }

  @Test
  void aFinishedRunIsShownWithAllThatWasFound() throws Exception {
    Runs.Recorded run = runs.run(SmallRun.configuration("search.require_top=false"), event -> {});

    String page = page("/runs/" + run.number());

    assertThat(page)
        .contains(
            "Surrogate: no benchmark results", "oracle-test", "search alone", "Kendall&#39;s τ")
        .contains("data-plot=\"ranks\"", "data-plot=\"confusion\"", "data-quantity=\"FLOPs\"")
        .contains("<svg class=\"cell\"", "data-action=\"delete\"", "&quot;packages&quot;")
        .contains("&quot;narq2t&quot; : &quot;0.1.0&quot;", "narq2t 0.1.0. Plots")
        .doesNotContain("data-plot=\"latency\"", "data-action=\"cancel\"");
    JsonNode charts = data(page, "charts");
    assertThat(charts.path("training").path("trainLoss")).hasSize(2);
    assertThat(charts.path("curves")).hasSize(3);
    assertThat(charts.path("confusion")).hasSize(5);
    assertThat(charts.path("batches").path(0).path("histograms").path(0).path("decision").asText())
        .startsWith("Algorithm 5 keeps");

    JsonNode search = Json.MAPPER.readTree(get("/runs/" + run.number() + "/search").body());
    JsonNode own = charts.path("curves").path(1);
    JsonNode live = search.path("curves").path(1);
    assertThat(live.path("found")).isEqualTo(own.path("found"));
    assertThat(live.path("optimum")).isEqualTo(own.path("optimum"));
    assertThat(search.path("drawn").path(0).path("svg").asText()).startsWith("<svg");
  }

  @Test
  void theSearchIsJudgedFromItsEventsBeforeTheRunIsOver() throws Exception {
    Runs.Recorded run = runs.run(SmallRun.configuration("search.require_top=false"), event -> {});
    JsonNode finished = Json.MAPPER.readTree(get("/runs/" + run.number() + "/search").body());
    set(run.number(), "interrupted", "its process was stopped");

    String page = page("/runs/" + run.number());
    JsonNode search = Json.MAPPER.readTree(get("/runs/" + run.number() + "/search").body());

    assertThat(page).contains("It was interrupted", "data-action=\"resume\"");
    assertThat(data(page, "run-data").path("trained")).hasSize(2);
    assertThat(search).isEqualTo(finished);
  }

  @Test
  void runsAreComparedByWhatDiffersAndNeverMeanedOverDifferentSettings() throws Exception {
    long first = runs.run(SmallRun.configuration(), event -> {}).number();
    long second = runs.run(SmallRun.configuration("seed=2"), event -> {}).number();
    long other = runs.run(SmallRun.configuration("training.lambda_rank=7"), event -> {}).number();

    String page = page("/compare?run=%d&run=%d&run=%d".formatted(first, second, other));

    assertThat(page)
        .contains("<th scope=\"row\">predictor.training.lambda_rank</th>")
        .containsPattern("<th scope=\"row\">seed</th><td>1</td><td class=\"other\">2")
        .contains("Side by side: runs %d, %d, %d".formatted(first, second, other))
        .contains("predictor.training.lambda_rank=7")
        .contains("Runs marked surrogate are not benchmark results")
        .doesNotContain("paper: NARQ2T") // these have not the settings of the paper
        .doesNotContain("<tr class=\"differs\"><th scope=\"row\">search.top</th>");
    JsonNode charts = data(page, "charts");
    assertThat(charts).as("those that differ in the seed alone are one").hasSize(2);
    assertThat(charts.at("/0/name").asText()).isEqualTo("runs %d, %d".formatted(first, second));
    assertThat(charts.at("/1/name").asText()).isEqualTo("run " + other);
    JsonNode losses = charts.at("/0/series/train_loss");
    assertThat(losses).hasSize(2);
    double low = Math.min(firstLoss(first), firstLoss(second));
    double high = Math.max(firstLoss(first), firstLoss(second));
    assertThat(losses.at("/0/0").asInt()).isEqualTo(1);
    assertThat(losses.at("/0/1").asDouble()).isCloseTo((low + high) / 2, within(1e-9));
    assertThat(losses.at("/0/2").asDouble()).isEqualTo(low).isLessThan(high);
    assertThat(losses.at("/0/3").asDouble()).isEqualTo(high);
    assertThat(charts.at("/0/searches/0/points")).isNotEmpty();
    assertThat(page).doesNotContain("come with modules of different kinds");
    assertThat(page("/compare")).contains("Choose two or more runs");
    assertThat(get("/compare?run=999999").statusCode()).isEqualTo(404);
    String sixty =
        java.util.stream.IntStream.rangeClosed(1, 60)
            .mapToObj(run -> "run=" + run)
            .collect(java.util.stream.Collectors.joining("&"));
    assertThat(get("/compare?" + sixty))
        .returns(400, HttpResponse::statusCode)
        .satisfies(answer -> assertThat(answer.body()).contains("<h1>Too many runs</h1>"));
    assertThat(get("/compare?run=abc"))
        .returns(400, HttpResponse::statusCode)
        .satisfies(answer -> assertThat(answer.body()).contains("<h1>That is not a run</h1>"));
  }

  @Test
  void anAddressOfNothingIsAPageForABrowserAndAProblemForOthers() throws Exception {
    for (String path : List.of("/nope", "/runs/abc", "/api/v1/nope")) {
      HttpResponse<String> browser =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(root.resolve(path))
                      .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(browser.statusCode()).isEqualTo(404);
      assertThat(browser.body().contains("<h1>That is not there</h1>"))
          .isEqualTo(!path.startsWith("/api/"));
      assertThat(get(path))
          .returns(404, HttpResponse::statusCode)
          .satisfies(answer -> assertThat(answer.body()).contains("There is no such resource"));
    }
  }

  @Test
  void ofModulesOfDifferentKindsTheNamesStandBeforeTheirSettings() throws Exception {
    long paper = submit("tiers", SmallRun.configuration());
    long step = submit("steps", configuration("search.yaml"));
    states.cancel(paper);
    states.cancel(step);

    String[] page =
        page("/compare?run=%d&run=%d".formatted(paper, step))
            .split("more come with modules of different kinds");
    assertThat(page).hasSize(2);
    assertThat(page[0])
        .contains("<th scope=\"row\">strategy.type</th>")
        .doesNotContain("strategy.kappa", "strategy.random_proportion");
    assertThat(page[1]).contains("strategy.kappa", "strategy.random_proportion");
  }

  private static RunConfiguration configuration(String file) {
    Path configs = Path.of("configs");
    return ConfigurationFile.read(configs.resolve("presets"), configs.resolve(file), List.of());
  }

  private double firstLoss(long run) throws Exception {
    return data(page("/compare?run=" + run), "charts").at("/0/series/train_loss/0/1").asDouble();
  }

  @Test
  void theFormStartsFromAPresetAnExampleOrARun() throws Exception {
    long run = submit("to-clone", SmallRun.configuration("seed=41", "search.top=2"));
    states.cancel(run);

    String clone = page("/new?from=" + run);
    assertThat(clone).contains("the settings of run " + run);
    assertThat(clone).contains("data-key=\"seed\" data-base=\"41\" value=\"41\"");
    assertThat(clone).contains("data-key=\"strategy.top\" data-base=\"2\"");
    assertThat(data(clone, "form-data").path("configuration").asText()).contains("top: 2");
    String standard = page("/new?dataset=cifar100&preset=as-printed");
    assertThat(standard).contains("<option selected>as-printed</option>");
    assertThat(standard).contains("data-key=\"predictor.training.lambda_rank\" data-base=\"23\"");
    assertThat(data(standard, "form-data").path("configuration").asText()).isEmpty();
    assertThat(page("/new?example=smoke")).contains("a run of a few seconds");
    for (String wrong : List.of("?from=999999", "?example=../presets/as-printed", "?preset=x")) {
      assertThat(get("/new" + wrong).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo() throws Exception {
    HttpResponse<String> answer = get("/runs/999999");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no run 999999.", "All runs");
  }

  @Test
  void scriptsAndStylesAreServedFromHere() throws Exception {
    String page = page("/new");
    assertThat(page).doesNotContain("http://", "https://");
    for (String file :
        List.of("/dashboard/dashboard.css", "/dashboard/live.js", "/report/plots.js")) {
      assertThat(get(file).statusCode()).as(file).isEqualTo(200);
    }
  }
}
