package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import picocli.CommandLine;

/** Names, tags and notes of runs, and the list that finds them. */
@QuarkusTest
class RunLabelsTest {
  @Inject CommandLine.IFactory factory;

  private Output narq2t(String... arguments) {
    return Commands.run(factory, arguments);
  }

  private JsonNode list(String... options) throws IOException {
    String[] all = new String[options.length + 3];
    System.arraycopy(new String[] {"runs", "list", "--json"}, 0, all, 0, 3);
    System.arraycopy(options, 0, all, 3, options.length);
    return Json.MAPPER.readTree(narq2t(all).out());
  }

  @Test
  void aRunIsFoundByItsNameAndSaysHowFarItIsFromThePapers() throws IOException {
    Output queued =
        narq2t(
            "run",
            "configs/examples/smoke.yaml",
            "--queue",
            "--json",
            "--seed",
            "41",
            "--name",
            "a first try",
            "--tag",
            "kettle",
            "--note",
            "to be repeated");
    long run = Json.MAPPER.readTree(queued.out()).get("run").asLong();

    JsonNode found = list("--text", "kettle", "--seed", "41");
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/run").asLong()).isEqualTo(run);
    assertThat(found.at("/0/title").asText()).isEqualTo("a first try");
    assertThat(found.at("/0/settings_changed").asInt()).isGreaterThan(10);
    assertThat(list("--text", "kettle", "--preset", "as-printed")).isEmpty();
    assertThat(narq2t("runs", "list", "--text", "first").out())
        .contains("a first try", "as-released +" + found.at("/0/settings_changed").asInt());

    assertThat(narq2t("runs", "label", "" + run, "--name", "", "--tag", "pan").status()).isZero();
    JsonNode label = list("--text", "pan").at("/0");
    assertThat(label.get("title").asText()).isEmpty();
    assertThat(label.at("/tags/0").asText()).isEqualTo("pan");
    assertThat(label.get("tags")).hasSize(1);
    assertThat(label.get("note").asText()).isEqualTo("to be repeated");
  }

  @Test
  void theNewestOfManyIsTheOnlyOneOfALimitedList() throws IOException {
    Commands.queue(factory, "seed=51");
    long last = Commands.queue(factory, "seed=52");

    JsonNode list = list("--limit", "1", "--sort", "newest");
    assertThat(list).hasSize(1);
    assertThat(list.at("/0/run").asLong()).isEqualTo(last);
  }

  @Test
  void whatCannotBeIsExplained() {
    long run = Commands.queue(factory);

    assertThat(narq2t("runs", "list", "--sort", "luck").err())
        .isEqualTo(
            "Runs cannot be ordered by 'luck'; allowed: newest, oldest, seed, validation,"
                + " oracle-test,"
                + " tau, seconds");
    assertThat(narq2t("runs", "list", "--limit", "0").err())
        .isEqualTo("--limit cannot be 0; it is at least 1");
    assertThat(narq2t("runs", "label", "" + run).err()).startsWith("Give --name, --tag or --note");
    assertThat(narq2t("runs", "label", "" + run, "--tag", "a;b").err())
        .contains("tags are at most 10 words of letters");
    assertThat(narq2t("runs", "label", "999999", "--name", "x").err())
        .isEqualTo("There is no run 999999; 'narq2t runs list' shows all");
    assertThat(narq2t("runs", "list", "--text", "no such words").out())
        .isEqualTo("No runs match; 'narq2t runs list' lists all.\n");
  }
}
