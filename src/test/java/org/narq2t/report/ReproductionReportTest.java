package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.predictor.Scores;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.run.Json;
import org.narq2t.run.Predictions;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;

class ReproductionReportTest {

  private static final int BEST = Examples.SIZE - 1;

  @TempDir Path reports;

  private Path write(String kind) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);
    return new ReproductionReport(reports, RunConfiguration::preset, clock)
        .write(Examples.study(kind, BEST, 0), Examples.ORIGIN);
  }

  /** The data of its plots. */
  private static JsonNode charts(String page) throws IOException {
    String data = page.substring(page.indexOf("id=\"charts\">") + 12);
    return Json.MAPPER.readTree(data.substring(0, data.indexOf("</script>")));
  }

  @Test
  void writesAFolderThatOpensFromDisk() throws IOException {
    Path page = write("real");

    assertThat(page).isEqualTo(reports.resolve("nb201-20260203-040506/index.html"));
    assertThat(page.resolveSibling("assets/echarts.min.js")).isNotEmptyFile();
    assertThat(page.resolveSibling("found.csv")).content().startsWith("origin,");
    JsonNode results = Json.MAPPER.readTree(page.resolveSibling("results.json").toFile());
    assertThat(results.get("runs")).hasSize(2);
    assertThat(Json.MAPPER.treeToValue(results.get("runs").get(0), RunResult.class).cost())
        .isEqualTo(121);
  }

  @Test
  void onePageCanBeMailedWithoutItsFolder() throws IOException {
    String page = Files.readString(write("real").resolveSibling("one-file.html"));
    String text = page.replaceAll("(?s)<script>.*?</script>", ""); // ECharts can write links

    assertThat(Pattern.compile("(src|href)=\"(?!#|data:,)").matcher(text).find()).isFalse();
    assertThat(page).contains("id=\"charts\"", "Plots: Apache ECharts, in this file.");
    assertThat(Pattern.compile("<script>").matcher(page).results().count()).isEqualTo(7);
  }

  @Test
  void hasEverySection() throws IOException {
    String page = Files.readString(write("real"));

    assertThat(page)
        // two seeds of 91 and 11 %; the best of 32 among 15,625 evenly from 11 to 91 % is 88.58 %
        .contains(
            "CIFAR-10: 51.00±40.00 % test accuracy with 32 queries, by the validation rule: 37.58"
                + " points behind random search with as many.")
        .contains(
            "id=\"run\"",
            "id=\"found\"",
            "id=\"cifar10\"",
            "2026-02-03 04:05",
            "a machine",
            "<dt>Version of narq2t</dt><dd>0.1.0</dd>",
            "a commit")
        .contains("Mean ± standard deviation over the runs", "random search")
        .contains("0.8123", "0.7988")
        .contains(Examples.SPACE.describe(BEST), "class=\"cell\"")
        .contains("Best candidates of the search");
    for (String plot :
        new String[] {"ranks", "search", "losses", "accuracy", "confusion", "histogram"}) {
      assertThat(page).contains("data-plot=\"" + plot + "\"");
    }
    assertThat(page).doesNotContain("NOT_FOUND").doesNotContain("Optional[");
  }

  @Test
  void ranksAreColouredByThePredictedTier() throws IOException {
    String page = Files.readString(write("real"));

    // the score of architecture a is a, and its predicted tier a modulo 5
    assertThat(charts(page).get(0).get("ranks").get("points"))
        .hasSize(3_000)
        .allSatisfy(
            point ->
                assertThat(point.get(2).asInt())
                    .isEqualTo((Examples.SIZE - point.get(1).asInt()) % 5));
    assertThat(page).contains("true rank, coloured by predicted tier", "Coloured by predicted");
  }

  @Test
  void withoutTiersRanksHaveOneColour() {
    Finished run = Examples.run("real", 1, BEST);
    Scores scores = run.predictions().scores();
    Predictions untiered =
        new Predictions(
            run.predictions().architectures(),
            new Scores(scores.score(), new float[0], 0, new float[0]));

    RankScatter ranks = RankScatter.of(new Finished(run.result(), untiered), Examples.ACCURACIES);
    assertThat(Arrays.stream(ranks.points()).mapToInt(point -> point[2])).containsOnly(0);
  }

  @Test
  void theSettingsInItDoTheRunAgain() throws IOException {
    String page = Files.readString(write("real"));

    Matcher settings =
        Pattern.compile("(?s)<details class=\"settings\">.*?<pre>(.*?)</pre>").matcher(page);
    assertThat(settings.find()).isTrue();
    Path saved =
        Files.writeString(
            reports.resolve("run.yaml"),
            settings.group(1).replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<"));
    assertThat(page).contains("./narq2t run run.yaml");
    assertThat(ConfigurationFile.read(Path.of("configs/presets"), saved, List.of()))
        .isEqualTo(Examples.run("real", 1, BEST).result().configuration());
  }

  @Test
  void asksForNothingFromOutside() throws IOException {
    String page = Files.readString(write("real"));

    assertThat(
            Pattern.compile("(src|href)=\"(?!#|data:,|assets/|results\\.json|found\\.csv)")
                .matcher(page)
                .find())
        .isFalse();
    assertThat(page).doesNotContain("http:", "https:", "@import", "url(");
  }

  @Test
  void describesEveryPlotInWords() throws IOException {
    String page = Files.readString(write("real"));

    assertThat(Pattern.compile("data-plot=").matcher(page).results().count())
        .isEqualTo(
            Pattern.compile("data-plot=[^>]*role=\"img\" aria-label=\"[^\"]+\"")
                .matcher(page)
                .results()
                .count());
  }

  @Test
  void aSurrogateIsToldByBannerTitleAndEveryRow() throws IOException {
    String page = Files.readString(write("surrogate"));

    assertThat(page)
        .contains("<div class=\"banner\" role=\"alert\">")
        .contains("<title>Surrogate, no benchmark results")
        .contains("[surrogate] NARQ2T</th>");
    assertThat(
            Pattern.compile("<th scope=\"row\">(?!\\[surrogate\\]|published: |<code>)")
                .matcher(page)
                .find())
        .isFalse();
  }

  @Test
  void aRealTableHasNoBanner() throws IOException {
    assertThat(Files.readString(write("real"))).doesNotContain("class=\"banner\"", "[surrogate]");
  }

  @Test
  void textFromATableCannotEndTheScript() throws IOException {
    String page = Files.readString(write("real"));

    assertThat(page).contains("&lt;/script&gt; &amp; co");
    assertThat(HtmlTemplate.json(new String[] {"</script><!--"}))
        .isEqualTo("[\"\\u003c/script>\\u003c!--\"]");
    JsonNode charts = charts(page);
    assertThat(charts).hasSize(2);
    assertThat(
            charts.get(0).get("batches").get(0).get("histograms").get(0).get("decision").asText())
        .isEqualTo("Algorithm 5 keeps the distribution of tier 1: all divergences reach 0.35.");
  }
}
