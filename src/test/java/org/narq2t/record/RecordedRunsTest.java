package org.narq2t.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.narq2t.report.RecordedOutcomes;
import org.narq2t.run.Benchmarks;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/**
 * Runs that an earlier version recorded on the embedded surrogate, listed, shown, reported,
 * exported, resumed and searched with again by this one. Through commands, REST and documented
 * files only: they stay while classes come and go.
 */
@QuarkusTest
@TestProfile(RecordedRunsTest.OnSurrogate.class)
class RecordedRunsTest {
  /** A fresh copy of what was recorded. */
  public static class OnSurrogate extends RecordedFolder.Serves {
    public OnSurrogate() {
      super("surrogate");
    }
  }

  // the numbers of the recorded runs
  private static final int RELEASED = 1;
  private static final int LIMITED = 4;
  private static final int WHOLE_TRAINING = 5;
  private static final int WHOLE_SEARCH = 6;
  private static final int KILLED_IN_TRAINING = 7;
  private static final int CANCELLED = 40;
  private static final int QUEUED = 41;
  private static final int KILLED_IN_SEARCH = 42;

  @Inject CommandLine.IFactory factory;
  @Inject Settings settings;
  @Inject Benchmarks benchmarks;
  @Inject Runs runs;
  @TestHTTPResource URI root;
  @TempDir Path folder;
  private Surfaces narq2t;

  @BeforeEach
  void open() {
    narq2t = new Surfaces(factory, root, settings.runs());
  }

  @Test
  void everyRunIsListedAndShownWithItsFigures() throws IOException {
    RecordedReading.everyRunIsListedAndShown(narq2t, RecordedFolder.listed("surrogate"));
  }

  @Test
  void finishedRunsAreExportedInEveryFormat() throws IOException {
    RecordedReading.isExported(narq2t, RELEASED, folder);
  }

  @Test
  void finishedRunsAreReportedAndCompared() throws IOException {
    RecordedReading.areReported(narq2t, List.of(1, 2));
    RecordedReading.areReported(narq2t, List.of(3));
    RecordedReading.areReported(narq2t, List.of(4));
    RecordedReading.areCompared(narq2t, List.of(1, 2, 3, 4));
  }

  @Test
  void withinLimitsARunRanksAsItsTable() throws IOException {
    RecordedOutcomes.areThoseOfTheTable(runs.folder(LIMITED).finished(), benchmarks);
  }

  @Test
  void aRankerScoresAsItDidThen() throws IOException {
    Map<Integer, Float> recorded = narq2t.scores(RELEASED);
    List<Integer> some = List.copyOf(recorded.keySet()).subList(0, 500);

    for (JsonNode scored : narq2t.predict(RELEASED, some)) {
      assertThat(scored.get("score").floatValue())
          .isCloseTo(recorded.get(scored.get("index").asInt()), Offset.offset(1e-4f));
    }
  }

  @Test
  void aRankerIsUsedAgain() throws IOException {
    int again =
        narq2t.run(
            "tiny.yaml", List.of("search.mode=random", "search.iterations=3"), "--ranker", "1");

    Map<Integer, Float> recorded = narq2t.scores(RELEASED);
    assertThat(narq2t.scores(again))
        .hasSize(64)
        .allSatisfy((a, score) -> assertThat(score).isCloseTo(recorded.get(a), within(again)));
    JsonNode figures = narq2t.of(again, "").get("figures");
    assertThat(figures.get("queries").asInt()).isEqualTo(200 + 60 + 3 * 3);
  }

  /** Nothing where torch computes as it did then, else what its instructions may differ by. */
  private Offset<Float> within(int run) {
    return Offset.offset(narq2t.computeAlike(run, RELEASED) ? 0 : 1e-4f);
  }

  @Test
  void aRunThatWasKilledInTrainingEndsAsIfItHadNotBeen() throws IOException {
    resume(KILLED_IN_TRAINING, WHOLE_TRAINING);
    assertThat(narq2t.of(KILLED_IN_TRAINING, "/metrics").get("train_loss")).hasSize(16);
  }

  @Test
  void aRunThatWasKilledInSearchEndsAsIfItHadNotBeen() throws IOException {
    resume(KILLED_IN_SEARCH, WHOLE_SEARCH);
  }

  private void resume(int run, int whole) throws IOException {
    assertThat(narq2t.narq2t("runs", "show", "" + run)).contains("is interrupted");

    narq2t.narq2t("runs", "resume", "" + run);

    assertThat(narq2t.of(run, "").get("state").asText()).isEqualTo("finished");
    assertThat(narq2t.file(run, "checkpoint")).doesNotExist();
    assertThat(narq2t.scores(run).keySet()).isEqualTo(narq2t.scores(whole).keySet());
    if (narq2t.computeAlike(run, whole)) {
      assertThat(narq2t.of(run, "/metrics")).isEqualTo(narq2t.of(whole, "/metrics"));
      assertThat(narq2t.of(run, "/candidates")).isEqualTo(narq2t.of(whole, "/candidates"));
      assertThat(figures(run)).isEqualTo(figures(whole));
      for (String file : List.of("model.safetensors", "predictions.csv", "candidates.csv")) {
        assertThat(Files.mismatch(narq2t.file(run, file), narq2t.file(whole, file)))
            .as(file)
            .isEqualTo(-1);
      }
    }
  }

  private JsonNode figures(int run) {
    return Surfaces.figures(narq2t.of(run, ""));
  }

  @Test
  void aCancelledRunGoesBackToTheQueueAndIsCancelledAgain() {
    assertThat(narq2t.narq2t("runs", "resume", "--queue", "" + CANCELLED)).contains("is queued");
    assertThat(narq2t.narq2t("runs", "cancel", "" + CANCELLED)).contains("is cancelled");
    assertThat(narq2t.file(CANCELLED, "checkpoint/training.json")).exists();
  }

  @Test
  void aRunThatWasQueuedThenIsDoneNow() {
    assertThat(narq2t.of(QUEUED, "").get("state").asText()).isEqualTo("queued");
    narq2t.narq2t("runs", "cancel", "" + QUEUED);

    narq2t.narq2t("runs", "resume", "" + QUEUED);

    assertThat(narq2t.of(QUEUED, "").get("state").asText()).isEqualTo("finished");
  }
}
