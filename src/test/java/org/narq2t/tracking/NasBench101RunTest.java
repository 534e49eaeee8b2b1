package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Protocol;
import org.narq2t.ledger.Split;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Experiment;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench101.NasBench101Module;

/** Whole runs on the published results of 20,001 cells, Java to torch and back. */
@QuarkusTest
class NasBench101RunTest {

  @Inject Runs runs;
  @Inject Benchmarks benchmarks;
  @Inject EmbeddedPython python;

  @BeforeEach
  void importTheTable() {
    Path table = OfficialResults.file("nasbench101/nasbench101_20001.csv.gz");
    EnumeratedSpace.whole();
    if (!benchmarks.realTable(NasBench101.NAME).toFile().exists()) {
      python
          .runtime()
          .call(
              "import_table",
              Map.of(
                  "format",
                  "nasbench101-csv",
                  "sources",
                  List.of(table.toString()),
                  "target",
                  benchmarks.realTable(NasBench101.NAME).toString(),
                  "space",
                  benchmarks.cells(new NasBench101Module()).toString()));
    }
  }

  private static RunConfiguration smoke(String... overrides) {
    List<String> all = new ArrayList<>(List.of("training.epochs=2", "search.iterations=4"));
    all.addAll(List.of(overrides));
    return ConfigurationFile.read(
        Path.of("configs/presets"), Path.of("configs/examples/smoke101.yaml"), all);
  }

  /** Row 2 of the published table: 0718c96730a92ea6d5242f8ce77e2, 89.59 % after 108 epochs. */
  @Test
  void theTableKnowsItsCellsUnderTheirHashes() throws IOException {
    Benchmark benchmark = benchmarks.open(NasBench101.NAME, Task.CIFAR10);

    assertThat(benchmark.known().size()).isEqualTo(20_001);
    assertThat(benchmark.space().size()).isEqualTo(423_624);
    assertThat(benchmark.reported(Task.CIFAR10)).isEqualTo(Split.VALIDATION);
    int second = benchmark.space().indexOf("0000718c96730a92ea6d5242f8ce77e2");
    assertThat(benchmark.table().accuracy(second, Task.CIFAR10, Split.VALIDATION))
        .isEqualTo(100 * 0.8959335088729858);
    assertThat(benchmark.table().accuracy(second, Task.CIFAR10, Split.TEST)).isNaN();
  }

  @Test
  void aRunIsRestrictedToWhatIsKnownAndSaysSo() throws IOException {
    RunResult result = runs.run(smoke(), e -> {}).finished().result();

    assertThat(result.known()).isEqualTo(new RunResult.Known(20_001, 423_624));
    assertThat(result.known().isRestricted()).isTrue();
    // 20,001 of 423,624 are known: of what is drawn, about one in twenty
    int unknown = result.iterations().stream().mapToInt(Iteration::unknown).sum();
    int kept = result.iterations().stream().mapToInt(Iteration::constrained).sum();
    assertThat(unknown).isGreaterThan(5 * kept);
    assertThat(result.reports()).hasSize(1);
    RunResult.Report report = result.report(Protocol.VALIDATION).orElseThrow();
    assertThat(report.reported()).isEqualTo(Split.VALIDATION);
    assertThat(report.accuracy()).isEqualTo(report.outcome().validation());
    assertThat(report.outcome().rank().size()).isEqualTo(20_001);
    assertThat(report.random().queries()).isEqualTo(result.queries().total());
    assertThat(result.ranking().architectures()).isEqualTo(1_024);
    assertThat(result.ranking().tauTest()).isNaN();
  }

  @Test
  void theRankingIsJudgedOnCellsThatWereNeverLookedUp() throws IOException {
    Experiment.Finished run = runs.run(smoke(), e -> {}).finished();

    int[] order = org.narq2t.space.TorchPermutation.of(20_001, 1);
    assertThat(run.predictions().architectures())
        .isEqualTo(Arrays.copyOfRange(order, 500, 500 + 1_024));
    assertThat(IntStream.of(run.predictions().architectures()).distinct()).hasSize(1_024);
  }

  @Test
  void searchingAgainWithItsRankerFindsTheSame() throws IOException {
    Runs.Recorded first = runs.run(smoke(), e -> {});

    Experiment.Finished again =
        runs.run(smoke(), Optional.of(first.number()), RunLabel.NONE, e -> {}).finished();
    Experiment.Finished other =
        runs.run(smoke("search.mode=random"), Optional.of(first.number()), RunLabel.NONE, e -> {})
            .finished();

    assertThat(again.result().candidates()).isEqualTo(first.finished().result().candidates());
    assertThat(again.predictions().scores().score())
        .isEqualTo(first.finished().predictions().scores().score());
    assertThat(again.result().model().trainedBy())
        .isEqualTo(first.folder().getFileName().toString());
    assertThat(again.result().queries()).isEqualTo(first.finished().result().queries());
    assertThat(other.result().iterations()).allSatisfy(i -> assertThat(i.constrained()).isZero());
    assertThat(other.predictions().scores().score())
        .isEqualTo(first.finished().predictions().scores().score());
  }

  @Test
  void aRankerOfOtherSettingsIsRefused() throws IOException {
    Runs.Recorded first = runs.run(smoke(), e -> {});

    assertThatThrownBy(
            () -> runs.run(smoke("seed=2"), Optional.of(first.number()), RunLabel.NONE, e -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has seed 1, not 2");
    assertThatThrownBy(() -> runs.run(smoke(), Optional.of(987_654L), RunLabel.NONE, e -> {}))
        .hasMessageContaining("There is no run 987654");
  }

  @Test
  void asPrintedRunsToo() throws IOException {
    RunResult printed = runs.run(smoke("preset=as-printed"), e -> {}).finished().result();

    assertThat(printed.iterations()).allSatisfy(i -> assertThat(i.violating()).isZero());
    assertThat(printed.iterations()).allSatisfy(i -> assertThat(i.constrained()).isEqualTo(25));
  }
}
