package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.settings.Settings;
import picocli.CommandLine;

/** Tables by the space that they are of; what is done with real files is tested elsewhere. */
@QuarkusTest
class DataCommandTest {
  @Inject CommandLine.IFactory factory;
  @Inject Settings settings;
  @TempDir Path folder;

  private Output run(String... arguments) {
    return Commands.run(factory, arguments);
  }

  @Test
  void withoutAPlaceForNasBench101FetchSaysWhatToDo() {
    Output refused = run("data", "fetch", "--space", "nb101");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "https://storage.googleapis.com/nasbench/nasbench_only108.tfrecord",
            "4c39c3936e36a85269881d659e44e61a245babcb72cb374eacacf75d0e5f4fd1",
            "data import --format nasbench-tfrecord",
            "--official",
            "--mirror PLACE");
  }

  @Test
  void aMirrorWithoutTheFileIsReportedWithItsPath() {
    Output refused = run("data", "fetch", "--space", "nb101", "--mirror", folder.toString());

    assertThat(refused.err())
        .isEqualTo("The mirror has no " + folder.resolve("nasbench101/nasbench101_20001.csv.gz"));
    assertThat(
            run("data", "fetch", "--space", "nb101", "--official", "--mirror", folder.toString())
                .err())
        .isEqualTo("The mirror has no " + folder.resolve("nasbench101/nasbench_only108.tfrecord"));
    assertThat(run("data", "fetch", "--official").err()).contains("--official is for nb101");
  }

  @Test
  void ownTrainingsOfPartOfTheSpaceAreImportedOnATaskOfAnyName() throws IOException {
    Path table = settings.data().resolve("nasbench201.safetensors");
    Path mine =
        Files.writeString(
            folder.resolve("mine.csv"),
            """
            architecture,accuracy,seed,epochs
            |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|,91.5,1,12
            |none~0|+|none~0|none~1|+|none~0|none~1|none~2|,10,1,12
            """);
    try {
      for (String task : List.of("cifar10", "flowers")) {
        Output imported =
            run("data", "import", "--format", "csv", "--dataset", task, mine.toString());

        assertThat(imported.err()).isEmpty();
        assertThat(imported.out())
            .containsPattern(
                task + "_validation +\\| +2 \\| +15623 \\| +% \\| 10\\.0000 \\| 91\\.5000 ")
            .contains("Imported as real");
      }
      assertThat(run("data", "show").out())
          .contains("cifar10: 2 validation and 0 test accuracies of 15,625");
      assertThat(run("data", "import", "--format", "csv", mine.toString()).err())
          .contains("does not say what the networks were trained for", "--dataset cifar10");
    } finally {
      Files.deleteIfExists(table);
    }
  }

  @Test
  void whatATableIsFromIsJsonInAJsonAnswer() throws IOException {
    JsonNode shown = Json.MAPPER.readTree(run("data", "show", "--json").out());

    assertThat(shown.get("sha256").isObject()).isTrue();
    assertThat(shown.get("seeds").isObject()).isTrue();
    assertThat(shown.get("missing").isObject()).isTrue();
    assertThat(shown.get("imported_at").asText()).isNotEmpty();
    assertThat(shown.at("/known/0/dataset").asText()).isEqualTo("cifar10");
    assertThat(shown.at("/devices/0/fastest_ms").isNumber()).isTrue();
  }

  @Test
  void formatsNameTheirSpace() {
    assertThat(run("data", "formats").out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("nb201  nats-bench "))
        .anySatisfy(line -> assertThat(line).startsWith("nb101  nasbench-tfrecord "))
        .allSatisfy(line -> assertThat(line).matches("nb[12]01 .*"));
    Output unknown = run("data", "import", "--format", "xls", folder.toString());
    assertThat(unknown.status()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(unknown.err())
        .startsWith("--format cannot be 'xls'; allowed: csv, ")
        .contains("nasbench101-csv");
  }

  @Test
  void aTableSaysHowMuchItKnows() {
    assertThat(run("data", "show").out())
        .contains("cifar10: 15,625 validation and 15,625 test accuracies of 15,625 architectures");
  }

  @Test
  void latenciesAreAddedToARealTableOnly() {
    assertThat(run("data", "import", "--format", "hw-nas-bench", "some.pickle").err())
        .isEqualTo(
            "hw-nas-bench adds latencies to the real table of NAS-Bench-201, but only the embedded"
                + " surrogate is there: run 'make data' first");
    assertThat(
            run("data", "import", "--format", "latency-csv", "--device", "my-phone", "my.csv")
                .err())
        .startsWith("latency-csv adds latencies to the real table");
    assertThat(run("data", "import", "--format", "csv", "--device", "my-phone", "my.csv").err())
        .isEqualTo("--device is for the format latency-csv");
    assertThat(run("data", "import", "--format", "latency-csv", "my.csv").err())
        .startsWith("latency-csv needs --device");
  }
}
