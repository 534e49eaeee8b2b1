package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.space.nasbench101.NasBench101;

/** The report of NAS-Bench-101. */
class CellReportTest {

  @TempDir Path reports;

  private Path write(int every, boolean tested) throws IOException {
    Benchmark benchmark =
        Examples.benchmark(
            Examples.cells(), Examples.table(NasBench101.NAME, "real", "0"), every, tested);
    Clock clock = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    return new ReproductionReport(reports, RunConfiguration::preset, clock)
        .write(Examples.cellStudy(benchmark, benchmark.known().size() - 1, 0), Examples.ORIGIN);
  }

  /** The page without the code of its plots, in one line. */
  private static String words(Path page) throws IOException {
    // the data of a chart say so where a row has no deviation; nobody reads them as text
    String text = Files.readString(page).replace("\"deviation\":\"NaN\"", "");
    return text.replaceAll("(?s)<script.*?</script>", "")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }

  @Test
  void isNamedAfterTheSpaceAndItsTable() throws IOException {
    Path page = write(3, false);

    assertThat(page).isEqualTo(reports.resolve("nb101-20260203-040506/index.html"));
    assertThat(page.resolveSibling("found.csv")).content().startsWith("origin,");
    assertThat(page.resolveSibling("results.json")).isNotEmptyFile();
  }

  @Test
  void hasASectionForEachMode() throws IOException {
    assertThat(words(write(1, true)))
        .contains(
            "NARQ2T on NAS-Bench-101",
            "id=\"found\"",
            "id=\"cifar10-strategy-mode-random\"",
            "id=\"cifar10-strategy-mode-statistics\"")
        .contains(
            "CIFAR-10, strategy.mode=random",
            "CIFAR-10, strategy.mode=statistics",
            "data-rule=\"ORACLE_TEST\"")
        .contains("class=\"cell graph\"", Examples.cells().describe(0))
        .doesNotContain("NOT_FOUND", "Optional[", "no test accuracies", "known of", "NaN");
  }

  @Test
  void withoutTestAccuraciesEveryTableAndCaptionSaysSo() throws IOException {
    String page = words(write(3, false));

    assertThat(page)
        .doesNotContain("NaN", ">Test %<", "data-rule=\"ORACLE_TEST\"", "NOT_FOUND")
        .contains(">Validation %<", "data-rule=\"SEARCH_ALONE\"");
    Pattern.compile("<table.*?aria-describedby=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .forEach(
            table ->
                assertThat(page)
                    .containsPattern(
                        "id=\"%s\">[^<]*no test accuracies[^<]*known of [0-9,]+ cells"
                            .formatted(Pattern.quote(table.group(1)))));
    assertThat(Pattern.compile("<table(?![^>]*aria-describedby)").matcher(page).find()).isFalse();
  }

  @Test
  void namesTheRestrictionAloneWhereThereAreTestAccuracies() throws IOException {
    assertThat(words(write(3, true)))
        .containsPattern("Everything is within the [0-9,]+ known of [0-9,]+ cells")
        .contains(">Test %<")
        .doesNotContain("no test accuracies", "NaN");
  }

  @Test
  void tellsWhatTheRankingWasJudgedOnBesideThePublishedTaus() throws IOException {
    assertThat(words(write(3, false)))
        .contains("Kendall's τ of the score on 100 held-out cells: 0.8123")
        .contains("0.7894, 0.8082, 0.7893, 0.7915, 0.7994");
  }

  @Test
  void tellsWhatBecameOfWhatWasDrawn() throws IOException {
    // 8 of 20 kept, 9 unknown, 3 breaking a constraint
    assertThat(words(write(3, false)))
        .contains("45.0 % were unknown to space or table and 15.0 % broke a constraint")
        .contains("Nothing was drawn under constraints");
  }

  @Test
  void countsVertices() throws IOException {
    String page = Files.readString(write(1, false));
    String data = page.substring(page.indexOf("id=\"charts\">") + 12);
    JsonNode charts = Json.MAPPER.readTree(data.substring(0, data.indexOf("</script>")));

    assertThat(charts).hasSize(4);
    JsonNode statistics = charts.get(2);
    assertThat(statistics.get("group").asText()).isEqualTo("cifar10-strategy-mode-statistics");
    JsonNode vertices = statistics.get("batches").get(0).get("histograms").get(3);
    assertThat(vertices.get("labels").toString()).isEqualTo("[\"4\",\"5\"]");
    assertThat(vertices.get("decision").asText()).contains("any number of vertices");
    assertThat(charts.get(0).get("batches")).isEmpty();
  }
}
