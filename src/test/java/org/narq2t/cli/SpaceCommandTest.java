package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import picocli.CommandLine;

/** {@code space}, on the enumerated space of the tests, which lies where the application looks. */
@QuarkusTest
class SpaceCommandTest {
  private static final String FIRST = "00005c142e6f48ac74fdcf73e3439874";

  @Inject CommandLine.IFactory factory;
  @TempDir Path folder;

  @BeforeAll
  static void enumerate() {
    EnumeratedSpace.whole();
  }

  private Output run(String... arguments) {
    return Commands.run(factory, arguments);
  }

  private Output show(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(new String[] {"space", "show", "--space", "nb101"}, 0, all, 0, 4);
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return run(all);
  }

  private Output showFromStandardInput(String text) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return show("--hashes", "-");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aCellAgreesWithTheAuthorsRecordInEveryVertex() throws IOException {
    JsonNode golden =
        Json.MAPPER
            .readTree(OfficialResults.file("nasbench101_vertice_example.json").toFile())
            .get(0);

    Output shown = show("--hash", golden.get("unique_hash").asText(), "--json");

    assertThat(shown.status()).as(shown.err()).isZero();
    JsonNode cell = Json.MAPPER.readTree(shown.out());
    assertThat(cell.get("index").asInt()).isZero();
    golden
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().startsWith("avg_")) {
                assertThat(cell.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
              }
            });
  }

  @Test
  void hashIndexAndGraphNameTheSameCell() {
    String byHash = show("--hash", FIRST).out();

    assertThat(byHash)
        .contains(
            "architecture 0  " + FIRST,
            "2,527,684,618 FLOPs, 8,555,530 parameters",
            "25,296,896",
            "49,664");
    assertThat(show("--index", "0").out()).isEqualTo(byHash);
    assertThat(
            show(
                    "--adjacency",
                    "0100110001000000010010000010000001000000010000000",
                    "--operations",
                    "input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,"
                        + "conv1x1-bn-relu,output")
                .out())
        .isEqualTo(byHash);
  }

  @Test
  void aGraphInAnotherOrderOfVerticesIsFoundAndSaidToBe() {
    // input -> 1 -> output and input -> 2 -> output
    String adjacency = "0110000100010000";
    String one =
        show("--adjacency", adjacency, "--operations", "input,maxpool3x3,conv1x1-bn-relu,output")
            .out();
    String other =
        show("--adjacency", adjacency, "--operations", "input,conv1x1-bn-relu,maxpool3x3,output")
            .out();

    assertThat(one.lines().findFirst()).isEqualTo(other.lines().findFirst());
    assertThat(List.of(one, other)).filteredOn(text -> text.contains("another order")).hasSize(1);
  }

  @Test
  void theTensorIsShownWholeInJson() throws IOException {
    JsonNode cell = Json.MAPPER.readTree(show("--index", "0", "--json", "--tensor").out());

    assertThat(cell.get("tensor")).hasSize(19);
    assertThat(cell.get("tensor").get(0)).hasSize(7);
    assertThat(cell.at("/tensor/0/0/1").asInt()).isEqualTo(3); // a 3 x 3 convolution
    assertThat(cell.at("/tensor/1/0/1").asLong()).isEqualTo(92_274_688);
    assertThat(show("--index", "0", "--tensor").out()).contains("patch 0, operators");
  }

  @Test
  void allHashesOfASampleAreAnsweredInOrderOneALine() throws IOException {
    Path sample = OfficialResults.file("nasbench101/nasbench101_20001.csv.gz");
    List<String> rows;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(sample)), StandardCharsets.US_ASCII))) {
      rows = reader.lines().skip(1).toList();
    }
    String hashes = String.join("\n", rows.stream().map(row -> row.substring(0, 32)).toList());

    Output shown = showFromStandardInput(hashes);

    assertThat(shown.status()).as(shown.err()).isZero();
    List<String> lines = shown.out().lines().toList();
    assertThat(lines).hasSize(20_001);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode cell = Json.MAPPER.readTree(lines.get(i));
      String[] row = rows.get(i).split(",");
      assertThat(cell.get("unique_hash").asText()).isEqualTo(row[0]);
      assertThat(cell.get("trainable_parameters").asText()).isEqualTo(row[1]);
    }
  }

  @Test
  void aBadHashStopsWithItsLineAfterTheGoodOnes() throws IOException {
    Output malformed = showFromStandardInput(FIRST + "\n\nzzz\n" + FIRST + "\n");
    assertThat(malformed.status()).isEqualTo(2);
    assertThat(malformed.out().lines()).hasSize(1);
    assertThat(malformed.err()).contains("line 3 of standard input", "'zzz'", "32 hexadecimal");

    Path file = folder.resolve("hashes");
    Files.writeString(file, "0".repeat(32));
    Output unknown = show("--hashes", file.toString());
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("line 1 of " + file, "no cell has the module hash 0000");

    assertThat(show("--hashes", folder.resolve("none").toString()).err())
        .isEqualTo("there is no file " + folder.resolve("none"));
  }

  @Test
  void whatIsNoCellIsExplained() {
    assertThat(show("--index", "423624").err())
        .isEqualTo("--index cannot be 423624; allowed: 0 to 423623");
    assertThat(show("--adjacency", "010", "--operations", "input,output").err())
        .contains("'010' is not a square matrix");
    assertThat(show("--adjacency", "0100", "--operations", "input,maxpool").err())
        .contains("the last is 'output'");
    assertThat(show("--adjacency", "0000", "--operations", "input,output").err())
        .contains("no path from input to output");
    assertThat(run("space", "show", "--space", "nb301", "--index", "0"))
        .satisfies(output -> assertThat(output.status()).isEqualTo(2))
        .satisfies(output -> assertThat(output.err()).contains("allowed: nb101, nb201"));
    assertThat(show("--index", "0", "--hash", FIRST).status()).isEqualTo(2);
  }

  @Test
  void whatIsEnumeratedIsNotEnumeratedAgain() {
    Output again = run("space", "enumerate", "--space", "nasbench101");

    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("Enumerated already: 423,624 cells", "--force");
    assertThat(run("space", "enumerate", "--space", "nb201").out())
        .contains("needs no enumeration");
    assertThat(run("space", "enumerate", "--space", "nb201", "--json").out())
        .isEqualToIgnoringWhitespace("{\"space\":\"nasbench201\",\"cells\":15625}");
  }
}
