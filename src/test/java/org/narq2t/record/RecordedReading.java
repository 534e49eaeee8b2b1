package org.narq2t.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must be readable of recorded runs. */
final class RecordedReading {
  private static final List<String> UNCHANGING =
      List.of("name", "space", "dataset", "preset", "seed", "benchmark", "ranker_run");
  private static final Pattern REPORT = Pattern.compile("Report: (\\S+\\.html)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordedReading() {}

  /**
   * Every run is in the list and on its page, in all that cannot change; finished ones have their
   * figures to the last bit, candidates, curves, settings.
   *
   * @param then how the program that wrote them listed them, by number
   */
  static void everyRunIsListedAndShown(Surfaces narq2t, Map<Integer, JsonNode> then)
      throws IOException {
    String list = narq2t.narq2t("runs", "list");
    JsonNode listed = JSON.readTree(narq2t.narq2t("runs", "list", "--json"));
    assertThat(listed.findValuesAsText("name"))
        .containsAll(then.values().stream().map(run -> run.get("name").asText()).toList());
    narq2t.get("/");
    for (JsonNode run : then.values()) {
      int number = run.get("run").asInt();
      assertThat(list).containsPattern("(?m)^\\W+" + number + "\\W");
      JsonNode now = narq2t.of(number, "");
      for (String field : UNCHANGING) {
        assertThat(now.get(field)).as(number + " " + field).isEqualTo(run.get(field));
      }
      assertThat(narq2t.get("/runs/" + number)).contains(run.get("name").asText());
      if (run.get("state").asText().equals("finished")) {
        isShown(narq2t, run);
      } else {
        assertThat(narq2t.narq2t("runs", "show", "" + number)).contains("Run " + number);
      }
    }
  }

  private static void isShown(Surfaces narq2t, JsonNode then) throws IOException {
    int number = then.get("run").asInt();
    JsonNode now = narq2t.of(number, "");
    assertThat(now.get("state").asText()).isEqualTo("finished");
    assertThat(now.get("figures")).as("figures of " + number).isEqualTo(then.get("figures"));
    assertThat(now.get("parameters")).isNotEmpty();

    String shown = narq2t.narq2t("runs", "show", "" + number);
    assertThat(shown)
        .contains("Run " + number + ": ", "random search", "as many queries", "Kendall tau")
        .contains(String.format("%,d queries", then.at("/figures/queries").asInt()));

    List<String> rows = Files.readAllLines(narq2t.file(number, "candidates.csv"));
    JsonNode candidates = narq2t.of(number, "/candidates");
    assertThat(candidates).hasSize(rows.size() - 1);
    for (int i = 0; i < candidates.size(); i++) {
      String[] row = rows.get(i + 1).split(",");
      assertThat(candidates.get(i).get("description").asText()).isEqualTo(row[2]);
      assertThat(candidates.get(i).get("iteration").asText()).isEqualTo(row[0]);
    }
    if (!then.has("ranker_run")) { // it trained its own
      int epochs = Files.readAllLines(narq2t.file(number, "metrics.csv")).size() - 1;
      assertThat(narq2t.of(number, "/metrics").get("train_loss")).hasSize(epochs);
    }
    assertThat(narq2t.of(number, "/result").isObject()).isTrue();
    assertThat(narq2t.get("/api/v1/runs/" + number + "/configuration")).contains("split:");
  }

  /** One run in every format, each with as many rows as the folder of the run has. */
  static void isExported(Surfaces narq2t, int run, Path folder) throws IOException {
    narq2t.narq2t("runs", "export", "" + run, "--format", "csv", "--out", "" + folder.resolve("c"));
    for (String table : List.of("metrics.csv", "candidates.csv", "predictions.csv")) {
      assertThat(folder.resolve("c").resolve(table))
          .hasSameTextualContentAs(narq2t.file(run, table));
    }
    Path json = folder.resolve("result.json");
    narq2t.narq2t("runs", "export", "" + run, "--format", "json", "--out", "" + json);
    assertThat(JSON.readTree(json.toFile())).isEqualTo(narq2t.of(run, "/result"));
    for (String format : List.of("parquet", "tensorboard")) {
      Path out = folder.resolve(format);
      narq2t.narq2t("runs", "export", "" + run, "--format", format, "--out", "" + out);
      assertThat(out).isNotEmptyDirectory();
    }
  }

  /** Runs on one table of the paper, printed and as a page. */
  static void areReported(Surfaces narq2t, List<Integer> runs) throws IOException {
    String printed = narq2t.narq2t(words("report", runs));
    assertThat(printed).contains("random search");
    Matcher page = REPORT.matcher(printed);
    assertThat(page.find()).as(printed).isTrue();
    assertThat(Files.readString(Path.of(page.group(1)))).contains("random search");
  }

  /** Runs side by side, in the terminal and on a page. */
  static void areCompared(Surfaces narq2t, List<Integer> runs) {
    String printed = narq2t.narq2t(words("compare", runs));
    assertThat(printed).contains("tau_validation", "queries", "run " + runs.get(0));
    assertThat(narq2t.get("/compare?run=" + String.join("&run=", texts(runs))))
        .contains("/runs/" + runs.get(0));
  }

  private static String[] words(String command, List<Integer> runs) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("runs", command), texts(runs).stream())
        .toArray(String[]::new);
  }

  private static List<String> texts(List<Integer> runs) {
    return runs.stream().map(String::valueOf).toList();
  }
}
