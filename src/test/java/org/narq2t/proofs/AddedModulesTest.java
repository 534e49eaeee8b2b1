package org.narq2t.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.run.SettingGroup;
import org.narq2t.tracking.RunParameters;
import org.narq2t.tracking.Runs;

/**
 * Strategy, predictor and evaluator of nobody's making run in the product: configured, checked,
 * recorded and listed as its own are, without a change of it.
 */
@QuarkusTest
class AddedModulesTest {
  private static final int QUERIES = 10;

  @Inject Runs runs;
  @Inject RunParameters parameters;

  private static RunConfiguration configuration(String... others) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "strategy.type=in-order",
                "strategy.queries=" + QUERIES,
                "predictor.type=nearest-best",
                "evaluator.type=sleeper",
                "evaluator.milliseconds=1"));
    all.addAll(List.of(others));
    return SmallRun.configuration(all.toArray(String[]::new));
  }

  @Test
  void theyAreRunAndRecorded() throws IOException {
    Runs.Recorded run = runs.run(configuration(), event -> {});

    RunResult result = run.finished().result();
    assertThat(result.configuration().strategyName()).isEqualTo("in-order");
    assertThat(result.configuration().predictorName()).isEqualTo("nearest-best");
    int[] searched =
        result.rounds().stream()
            .filter(round -> round.purpose() == Purpose.SEARCH)
            .flatMap(round -> round.observations().stream())
            .mapToInt(Observation::architecture)
            .toArray();
    assertThat(searched).hasSize(QUERIES);
    for (int i = 1; i < searched.length; i++) {
      assertThat(searched[i]).isEqualTo((searched[i - 1] + 1) % 15_625);
    }
    assertThat(Files.readAllLines(Path.of(run.folder() + "/trainings"))).hasSize(QUERIES);
    assertThat(parameters.of(run.number()))
        .containsEntry("strategy.queries", "" + QUERIES)
        .containsEntry("evaluator.milliseconds", "1");
  }

  @Test
  void theirSettingsAreCheckedAndAskedForAsThoseOfTheProductsOwn() {
    assertThatThrownBy(() -> configuration("strategy.pace=3"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("unknown key 'strategy.pace'; allowed: queries, type");
    assertThat(SettingGroup.of(configuration(), java.util.Set.of()).groups())
        .filteredOn(group -> group.key().equals("strategy"))
        .singleElement()
        .satisfies(
            group ->
                assertThat(group.settings())
                    .extracting(SettingGroup.Setting::key)
                    .containsExactly("strategy.type", "strategy.queries"));
  }
}
