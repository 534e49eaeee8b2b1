package org.narq2t.evaluator.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** The evaluator with a trainer that needs no time. */
class TrainingEvaluatorTest {
  private static final NasBench201 SPACE = new NasBench201();
  private static final Task TASK = new Task("digits", 10, 8, 1);
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          new ImageSettings("/images", 0, 0, 0.15, 0.15, 0, "ab".repeat(32)),
          new NetworkSettings(8, 1, 3),
          Recipes.of(3),
          new FinalSettings(2, 30));
  private static final int DIVERGES = 5;

  @TempDir Path folder;
  private final List<String> done = new ArrayList<>();

  /** Its accuracy is the number of the cell in hundredths, and of the epochs. */
  private final class FakeTrainer implements Trainer {
    @Override
    public Training train(String cell, RecipeSettings recipe, long seed, Path checkpoint) {
      int number = SPACE.indexOf(cell);
      done.add("train " + number + " " + recipe.epochs());
      double accuracy = number == DIVERGES ? Double.NaN : number * 0.01 + recipe.epochs();
      try {
        Files.writeString(checkpoint, "weights");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return new Training("complete", accuracy, recipe.epochs(), 2, "", List.of());
    }

    @Override
    public double testAccuracy(String cell, RecipeSettings recipe, long seed, Path checkpoint) {
      done.add("test " + SPACE.indexOf(cell));
      return 77;
    }

    @Override
    public void measure(List<String> cells, Path csv) {
      done.add("measure " + cells.size());
      List<String> rows = new ArrayList<>();
      if (!Files.exists(csv)) {
        rows.add("arch,milliseconds");
      }
      cells.forEach(cell -> rows.add(cell + "," + SPACE.indexOf(cell) * 0.001));
      try {
        Files.write(csv, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private TrainedTable table() throws IOException {
    return new TrainedTable(folder.resolve("data"), SPACE, TASK, SETTINGS, 1);
  }

  private List<Observation> evaluate(TrainedTable table, Purpose purpose, int... cells) {
    List<Observation> observed = new ArrayList<>();
    new TrainingEvaluator(SPACE, table, new FakeTrainer(), SETTINGS, 1, true, folder.resolve("run"))
        .evaluate(IntStream.of(cells).mapToObj(Proposed::of).toList(), purpose, observed::addAll);
    return observed;
  }

  @Test
  void whatWasTrainedIsNotTrainedAgainByAnyRunAndCostsTheSame() throws IOException {
    List<Observation> first = evaluate(table(), Purpose.TRAINING, 100, 200);
    List<Observation> again = evaluate(table(), Purpose.TRAINING, 100, 200);

    assertThat(first).extracting(Observation::validation).containsExactly(4.0, 5.0);
    assertThat(again).isEqualTo(first);
    assertThat(done).containsExactly("train 100 3", "measure 1", "train 200 3", "measure 1");
  }

  @Test
  void aFailedTrainingIsAnObservationWithItsCostAndIsNotRepeated() throws IOException {
    Observation failed = evaluate(table(), Purpose.SEARCH, DIVERGES).get(0);
    evaluate(table(), Purpose.SEARCH, DIVERGES);

    assertThat(failed.status()).isEqualTo(Observation.Status.FAILED);
    assertThat(failed.validation()).isNaN();
    assertThat(failed.seconds()).isEqualTo(2);
    assertThat(done).containsExactly("train 5 3");
  }

  @Test
  void finalTrainingsHaveTheirOwnEpochsAndLeaveTheirWeights() throws IOException {
    Observation last = evaluate(table(), Purpose.FINAL, 100).get(0);

    assertThat(last.validation()).isEqualTo(31);
    assertThat(last.epochs()).isEqualTo(30);
    assertThat(TrainingEvaluator.weights(folder.resolve("run"), 100)).hasContent("weights");
  }

  @Test
  void theTestImagesAreLookedAtForTheReportAlone() throws IOException {
    assertThat(evaluate(table(), Purpose.TRAINING, 100))
        .extracting(Observation::test)
        .containsExactly(Double.NaN);
    assertThat(evaluate(table(), Purpose.FINAL, 100))
        .extracting(Observation::test)
        .containsExactly(Double.NaN);
    assertThat(done).doesNotContain("test 100");

    Observation reported = evaluate(table(), Purpose.REPORT, 100).get(0);

    assertThat(reported.test()).isEqualTo(77);
    assertThat(reported.seconds()).as("paid by its final training").isZero();
  }

  @Test
  void theTableKnowsWhatWasTrainedAndMeasured() throws IOException {
    evaluate(table(), Purpose.TRAINING, 100);

    TrainedTable later = table();
    assertThat(later.accuracy(100, TASK, Split.VALIDATION)).isEqualTo(4);
    assertThat(later.accuracy(100, TASK, Split.TEST)).isNaN();
    assertThat(later.accuracy(101, TASK, Split.VALIDATION)).isNaN();
    assertThat(later.latencyMs(100, TASK, "this")).isEqualTo(0.1);
    assertThat(later.isSurrogate()).isFalse();
  }
}
