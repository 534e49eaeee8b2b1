package org.narq2t.evaluator.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.evaluator.WorkerSettings;
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
          new FinalSettings(2, 30, 16, 2),
          WorkerSettings.ONE);
  private static final int DIVERGES = 5;
  private static final int UNWANTED = 6;

  @TempDir Path folder;
  private final List<String> done = new ArrayList<>();

  /** Its accuracy is the number of the cell in hundredths, and of the epochs. */
  private final class FakeTrainer implements Trainer {
    @Override
    public Training train(
        String cell,
        RecipeSettings recipe,
        long seed,
        Path checkpoint,
        Map<Integer, Double> rungs) {
      int number = SPACE.indexOf(cell);
      if (number == UNWANTED) {
        return new Training("cancelled", Double.NaN, 1, 1, "cancelled by its user", List.of());
      }
      if (!rungs.isEmpty()) {
        done.add("rungs " + rungs);
      }
      done.add("train " + number + " " + recipe.epochs());
      double accuracy = number == DIVERGES ? Double.NaN : number * 0.01 + recipe.epochs();
      try {
        Files.writeString(checkpoint, "weights");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      boolean stopped = rungs.containsKey(1) && number <= rungs.get(1);
      List<Double> curve = List.of((double) number, number + 1.0, number + 2.0);
      return stopped
          ? new Training("stopped", number, 1, 1, "", curve.subList(0, 1))
          : new Training("complete", accuracy, recipe.epochs(), 2, "", curve);
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
    return table(SETTINGS);
  }

  private TrainedTable table(TrainingSettings settings) throws IOException {
    return new TrainedTable(folder.resolve("data"), SPACE, TASK, settings, 1);
  }

  /** The same search, in which the worst half ends early. */
  private static TrainingSettings stopping() {
    RecipeSettings r = SETTINGS.recipe();
    return new TrainingSettings(
        SETTINGS.images(),
        SETTINGS.network(),
        new RecipeSettings(
            r.epochs(), 1, r.batch(), 0.1, 0.9, true, 5e-4, true, -1, 0, false, 0, 0.5),
        SETTINGS.finals(),
        WorkerSettings.ONE);
  }

  private List<Observation> evaluate(TrainedTable table, Purpose purpose, int... cells) {
    return evaluate(SETTINGS, table, purpose, cells);
  }

  private List<Observation> evaluate(
      TrainingSettings settings, TrainedTable table, Purpose purpose, int... cells) {
    List<Observation> observed = new ArrayList<>();
    FakeTrainer trainer = new FakeTrainer();
    new TrainingEvaluator(SPACE, table, trainer, trainer, settings, 1, true, folder.resolve("run"))
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
  void theWorstHalfOfFiveOrMoreEndsEarlyAndTheOthersAreTheSameAsWithout() throws IOException {
    evaluate(stopping(), table(stopping()), Purpose.SEARCH, 10, 20, 30, 40, 50);
    assertThat(done).as("nothing to compare five with").noneMatch(d -> d.startsWith("rungs"));

    List<Observation> next = evaluate(stopping(), table(stopping()), Purpose.SEARCH, 15, 60);
    // the second best of five by their first epoch, and by their second
    assertThat(done).contains("rungs {1=20.0, 2=21.0}");
    assertThat(next).extracting(Observation::epochs).containsExactly(1, 3);

    done.clear();
    assertThat(evaluate(table(), Purpose.SEARCH, 60).get(0).validation()).isEqualTo(3.6);
    assertThat(done).as("it was trained in full").isEmpty();
    evaluate(table(), Purpose.SEARCH, 15);
    assertThat(done).as("it was not").containsExactly("train 15 3");
  }

  @Test
  void whatAUserEndedIsAFailureOfThisRunAloneAndMayBeTrainedByAnother() throws IOException {
    Observation ended = evaluate(table(), Purpose.SEARCH, UNWANTED).get(0);

    assertThat(ended.status()).isEqualTo(Observation.Status.FAILED);
    assertThat(table().training(UNWANTED)).isEmpty();
  }

  @Test
  void aLargerFinalNetworkIsTheOneThatCounts() {
    assertThat(SETTINGS.finalNetwork()).isEqualTo(new NetworkSettings(16, 2, 3));
    // ten times the epochs, twice the channels, twice the cells
    assertThat(SETTINGS.timesOfFinals()).isEqualTo(10 * 4 * 2);
  }

  @Test
  void finalTrainingsHaveTheirOwnEpochsAndLeaveTheirWeights() throws IOException {
    Observation last = evaluate(table(), Purpose.FINAL, 100).get(0);

    assertThat(last.validation()).isEqualTo(31);
    assertThat(last.epochs()).isEqualTo(30);
    assertThat(TrainingFiles.weights(folder.resolve("run"), 100)).hasContent("weights");
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
