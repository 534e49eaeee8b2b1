package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;

/** The page of runs that learnt latency and kept limits. */
class LatencyReportTest {

  @TempDir Path reports;

  private Path write(String kind) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    String learns = "training.lambda_latency=7";
    return new ReproductionReport(reports, RunConfiguration::preset, clock)
        .write(
            Examples.study(
                Examples.whole(kind),
                List.of(
                    Examples.latencyRun(kind, 1, 15_624, learns),
                    Examples.latencyRun(kind, 1, 15_621, learns, "search.limits.max_latency_ms=2"),
                    Examples.latencyRun(
                        kind, 1, 15_624, learns, "search.limits.max_latency_ms=3.5"))),
            Examples.ORIGIN);
  }

  @Test
  void hasASectionAndAFileForEveryTable() throws IOException {
    Path page = write("real");
    String text = Files.readString(page);

    for (String key :
        List.of("latency", "found", "limits", "front-cifar10-gtx1080ti", "predictors")) {
      assertThat(text).contains("id=\"" + key + "\"", "href=\"" + key + ".csv\"");
      assertThat(page.resolveSibling(key + ".csv")).content().startsWith("origin,");
    }
    assertThat(text)
        .contains("CIFAR-10, limits.max_latency_ms=0.0", "id=\"cifar10-limits-max-latency-ms-2-0\"")
        .contains("additive-ridge beats the neural head", "breaks a limit")
        .contains("among the 3,126 architectures that keep the limits")
        .doesNotContain("NOT_FOUND", "Optional[", ">NaN");
  }

  @Test
  void describesEveryPlotInWords() throws IOException {
    String text = Files.readString(write("real"));

    assertThat(text).contains("data-front=\"front-cifar10-gtx1080ti\" role=\"img\" aria-label=");
    String data = text.substring(text.indexOf("id=\"fronts\">") + 12);
    JsonNode fronts = Json.MAPPER.readTree(data.substring(0, data.indexOf("</script>")));
    assertThat(fronts.get(0).get("limits").toString()).isEqualTo("[2.0,3.5]");
    assertThat(fronts.get(0).get("truth")).hasSize(5);
  }

  @Test
  void aSurrogateIsToldInEveryRow() throws IOException {
    assertThat(
            Pattern.compile("<th scope=\"row\">(?!\\[surrogate\\]|paper: |<code>)")
                .matcher(Files.readString(write("surrogate")))
                .find())
        .isFalse();
  }
}
