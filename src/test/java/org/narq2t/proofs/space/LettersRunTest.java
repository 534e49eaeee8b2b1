package org.narq2t.proofs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.ledger.Observation;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Configurations;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/** A space that cannot be enumerated is searched by the product, from a configuration file. */
@QuarkusTest
class LettersRunTest {
  private static final int QUERIES = 20;

  @Inject Configurations configurations;
  @Inject Benchmarks benchmarks;
  @Inject Runs runs;
  @Inject RunStore store;
  @Inject CommandLine.IFactory factory;

  private RunConfiguration configuration(String... overrides) {
    return configuration(configurations, overrides);
  }

  static RunConfiguration configuration(Configurations configurations, String... overrides) {
    return configurations.parse(
        "letters.yaml",
        """
        space: letters
        dataset: cifar10
        preset: sequential
        seed: 1
        strategy: {type: evolution, queries: %d, population: 5, tournament: 3}
        predictor: {type: none}
        evaluator: {type: many-letters}
        """
            .formatted(QUERIES),
        List.of(overrides));
  }

  @Test
  void itIsSearchedAndRecorded() throws IOException {
    Runs.Recorded run = runs.run(configuration(), event -> {});

    RunResult result = runs.folder(run.number()).result(); // as it is read again
    List<String> evaluated =
        result.rounds().stream()
            .flatMap(round -> round.observations().stream())
            .map(Observation::description)
            .toList();
    assertThat(evaluated).hasSize(QUERIES).doesNotHaveDuplicates();
    assertThat(result.reports())
        .singleElement()
        .satisfies(
            best ->
                assertThat(best.accuracy())
                    .isEqualTo(
                        evaluated.stream().mapToDouble(ManyLetters::accuracy).max().orElseThrow()));
    assertThat(result.table().kind()).isEqualTo("evaluated");
    assertThat(result.known()).isEqualTo(new RunResult.Known(0, 0));
  }

  @Test
  void theCommandsShowIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("letters.yaml");
    Files.writeString(file, ConfigurationFile.write(configuration("seed=2")));

    String found = shown("run", file.toString());
    long number = store.list().get(0).id();
    RunResult result = runs.folder(number).result();

    assertThat(found)
        .contains("validation found " + result.reports().get(0).description())
        .contains("There is no table to rank it in")
        .doesNotContain("NaN", "of 20", "gap", "oracle-test", "Kendall");
    assertThat(shown("runs", "show", "" + number))
        .contains("20 distinct architectures", "There is no table to rank it in")
        .doesNotContain("NaN");
    assertThat(shown("runs", "list")).contains("evaluated");
    for (String space : List.of("letters", "abc")) {
      assertThat(shown("runs", "list", "--space", space)).contains("evaluated", "abc");
    }
    assertThat(Commands.run(factory, "runs", "list", "--space", "abd").err())
        .startsWith("'abd' is not a space; allowed: ");
    assertThat(Json.MAPPER.readTree(shown("run", file.toString(), "--json")).get("found"))
        .hasSize(1);
    assertThat(Commands.run(factory, "runs", "report", "" + number).err())
        .isEqualTo("letters cannot be enumerated, and this needs a space that can be");
  }

  private String shown(String... arguments) {
    Commands.Output output = Commands.run(factory, arguments);
    assertThat(output.status()).as(output.err()).isZero();
    return output.out();
  }

  @Test
  void theSameSeedFindsTheSame() throws IOException {
    assertThat(descriptions(runs.run(configuration("seed=3"), event -> {})))
        .isEqualTo(descriptions(runs.run(configuration("seed=3"), event -> {})))
        .isNotEqualTo(descriptions(runs.run(configuration("seed=4"), event -> {})));
  }

  private static List<String> descriptions(Runs.Recorded run) {
    return run.finished().result().rounds().stream()
        .flatMap(round -> round.observations().stream())
        .map(Observation::description)
        .toList();
  }

  @Test
  void whatNeedsAllOfASpaceIsRefused() {
    assertThatThrownBy(() -> runs.run(configuration("limits.max_flops=900"), event -> {}))
        .isInstanceOf(Impossible.class)
        .hasMessageStartingWith("limits cannot be set in letters");
    long before = store.count(RunFilter.ALL);
    isRefused("evaluator.type cannot be table", configuration("evaluator.type=table"));
    for (String predictor : List.of("gp", "boosted", "tokens", "ctnas", "renas", "convnet")) {
      isRefused(
          "predictor.type cannot be " + predictor, configuration("predictor.type=" + predictor));
    }
    isRefused("strategy.type cannot be tiers", paper("space=letters"));
    isRefused(
        "predictor.type cannot be narq2t",
        paper("space=letters", "strategy={type: sample, train: 100, validation: 50}"));
    assertThat(store.count(RunFilter.ALL)).isEqualTo(before);
    assertThatThrownBy(() -> benchmarks.space("letters"))
        .hasMessage("letters cannot be enumerated, and this needs a space that can be");
    assertThatThrownBy(() -> configuration("dataset=cifar100"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("dataset cannot be cifar100; allowed: cifar10, of letters");
  }

  private RunConfiguration paper(String... overrides) {
    return configurations.read(Path.of("configs/examples/smoke.yaml"), List.of(overrides));
  }

  private void isRefused(String why, RunConfiguration configuration) {
    assertThatThrownBy(() -> runs.run(configuration, event -> {}))
        .isInstanceOf(Impossible.class)
        .hasMessageStartingWith(why + " in letters: it needs a table of results");
  }
}
