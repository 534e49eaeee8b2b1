package org.narq2t.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.TestFolder;
import org.narq2t.report.RecordedOutcomes;
import org.narq2t.run.Benchmarks;
import org.narq2t.settings.Settings;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/** The same as {@link RecordedRunsTest} on the published tables, where this machine has them. */
@QuarkusTest
@TestProfile(RecordedTablesTest.OnTables.class)
class RecordedTablesTest {
  private static final Path DATA = TestFolder.named("recorded").resolve("data");

  /** A fresh copy of what was recorded, and a folder of tables of its own. */
  public static class OnTables extends RecordedFolder.Serves {
    public OnTables() {
      super("real");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = super.getConfigOverrides();
      overrides.put("narq2t.data", DATA.toString());
      return overrides;
    }
  }

  @Inject CommandLine.IFactory factory;
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;
  @Inject Runs runs;
  @TestHTTPResource URI root;
  @TempDir Path folder;
  private Surfaces narq2t;

  @BeforeEach
  void importTables() throws IOException {
    Path mirror = OfficialResults.file("nasbench201/nasbench201_200epochs.csv.gz").getParent();
    narq2t = new Surfaces(factory, root, settings.runs());
    if (!Files.exists(DATA.resolve("nasbench101.safetensors"))) {
      EnumeratedSpace.linkInto(DATA);
      String from = mirror.getParent().toString();
      narq2t.narq2t("data", "fetch", "--mirror", from);
      narq2t.narq2t("data", "fetch", "--space", "nb101", "--mirror", from);
    }
  }

  @Test
  void everyRunIsListedAndShownWithItsFigures() throws IOException {
    RecordedReading.everyRunIsListedAndShown(narq2t, RecordedFolder.listed("real"));
  }

  @Test
  void finishedRunsAreExportedInEveryFormat() throws IOException {
    RecordedReading.isExported(narq2t, 9, folder.resolve("latency"));
    RecordedReading.isExported(narq2t, 55, folder.resolve("cells"));
  }

  @Test
  void finishedRunsAreReportedAndCompared() throws IOException {
    for (List<Integer> runs :
        List.of(List.of(1, 2), List.of(3), List.of(9), List.of(15), List.of(11, 13))) {
      RecordedReading.areReported(narq2t, runs);
    }
    RecordedReading.areReported(narq2t, List.of(16, 17, 18, 19, 20, 21));
    RecordedReading.areCompared(narq2t, List.of(1, 5, 9, 11));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 15, 16, 17, 18, 19, 20, 21})
  void withinLimitsARunRanksAsItsTable(int run) throws IOException {
    RecordedOutcomes.areThoseOfTheTable(runs.folder(run).finished(), benchmarks);
  }

  @Test
  void aRankerOfCellsIsUsedAgain() throws IOException {
    int again =
        narq2t.run(
            "tiny101.yaml",
            List.of("training.epochs=12", "search.mode=random", "search.iterations=3"),
            "--ranker",
            "55");

    Offset<Float> exact = Offset.offset(narq2t.computeAlike(again, 55) ? 0 : 1e-4f);
    List<Float> recorded = List.copyOf(narq2t.scores(55).values());
    List<Float> scores = List.copyOf(narq2t.scores(again).values());
    assertThat(scores).hasSize(64).hasSameSizeAs(recorded);
    for (int i = 0; i < scores.size(); i++) {
      assertThat(scores.get(i)).isCloseTo(recorded.get(i), exact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 61})
  void interruptedRunsGoOn(int run) {
    narq2t.narq2t("runs", "resume", "" + run);

    assertThat(narq2t.of(run, "").get("state").asText()).isEqualTo("finished");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny",
        "tiny-printed",
        "tiny-statistics",
        "tiny-limits",
        "tiny-latency",
        "tiny-nasbench101",
        "tiny-nasbench101-printed"
      })
  void aRunThatIsDoneAgainFindsTheSame(String name) throws IOException {
    RecordedFigures recorded = RecordedFigures.of(name);

    int run = recorded.again(narq2t);

    recorded.requireSameDecisions(narq2t, run);
    if (recorded.isComputedAlike(narq2t, run)) {
      recorded.requireSameResult(narq2t, run);
    }
  }
}
