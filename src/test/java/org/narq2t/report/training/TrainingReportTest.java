package org.narq2t.report.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Observation.Status;
import org.narq2t.ledger.Purpose;

/** The numbers of the page, worked out by hand from five observations. */
class TrainingReportTest {
  private static Observation observation(
      int architecture, Purpose purpose, double validation, double test, double seconds) {
    return new Observation(
        architecture,
        "cell " + architecture,
        purpose,
        validation,
        test,
        2,
        1,
        seconds,
        Double.isNaN(validation) ? Status.FAILED : Status.DONE);
  }

  private static final List<Observation> OBSERVATIONS =
      List.of(
          observation(7, Purpose.TRAINING, 60, Double.NaN, 30),
          observation(8, Purpose.TRAINING, Double.NaN, Double.NaN, 10),
          observation(9, Purpose.SEARCH, 70, Double.NaN, 20),
          observation(9, Purpose.FINAL, 80, Double.NaN, 60),
          observation(7, Purpose.FINAL, 82.5, Double.NaN, 60));

  private static List<Observation> reporting(double test) {
    List<Observation> all = new java.util.ArrayList<>(OBSERVATIONS);
    all.add(observation(7, Purpose.REPORT, 82.5, test, 0));
    return all;
  }

  @Test
  void theVerdictSaysWhatWasFoundAndWhatItCost() {
    TrainingReport report = TrainingReport.of(reporting(81.25), Map.of(7, 0.5), 1);

    assertThat(report.verdict())
        .isEqualTo(
            "The network classifies 81.25 % of the test images correctly; these were looked at"
                + " once, after it was chosen by its 82.50 % of the validation images. It takes"
                + " 0.500 ms an image on this machine, with a limit of 1 ms. It is the best of 2"
                + " final trainings, of the best of 3 trainings (1 failed); all took 3 minutes.");
  }

  @Test
  void eachTrainingIsOneRowInItsOrder() {
    TrainingReport report = TrainingReport.of(reporting(81.25), Map.of(7, 0.5), 0);

    assertThat(report.trainings()).hasSize(5);
    assertThat(report.trainings().get(1).failed()).isTrue();
    assertThat(report.trainings().get(1).latencyText()).isEqualTo("–");
    assertThat(report.trainings()).filteredOn(TrainingReport.Row::isChosen).hasSize(1);
    assertThat(report.finals()).extracting(TrainingReport.Row::number).containsExactly(5, 4);
  }

  @Test
  void shortAndFullTrainingsAreComparedOnceThereAreThree() {
    assertThat(TrainingReport.of(reporting(81.25), Map.of(), 0).isCompared()).isFalse();
    List<Observation> three = new java.util.ArrayList<>(OBSERVATIONS);
    three.add(observation(6, Purpose.SEARCH, 65, Double.NaN, 20));
    three.add(observation(6, Purpose.FINAL, 79, Double.NaN, 60));

    // 60, 65, 70 in short; 82.5, 79, 80 in full: one pair of three agrees
    assertThat(TrainingReport.of(three, Map.of(), 0).tauText()).isEqualTo("-0.33");
  }

  @Test
  void withoutTestImagesTheAccuracyIsCalledTooHigh() {
    assertThat(TrainingReport.of(reporting(Double.NaN), Map.of(), 0).verdict())
        .startsWith("The network classifies 82.50 % of the validation images")
        .contains("no test images, so expect less");
  }

  @Test
  void withoutAReportNothingWasFound() {
    TrainingReport report = TrainingReport.of(OBSERVATIONS.subList(1, 2), Map.of(), 0);

    assertThat(report.verdict()).startsWith("Nothing was found: none of 1 trainings");
    assertThat(report.chosen()).isEqualTo(-1);
  }
}
