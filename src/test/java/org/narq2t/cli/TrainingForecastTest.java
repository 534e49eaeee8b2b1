package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingForecastTest {

  @Test
  void whatIsLeftFollowsFromTheMeanOfTheTrainingsSoFar() {
    TrainingForecast forecast = new TrainingForecast(0, 10, 2, 5);
    assertThat(forecast.left()).isNaN();

    forecast.trained(10);
    forecast.trained(20);

    assertThat(forecast.left()).as("8 more, and 2 of 5 times as long").isEqualTo(15 * 18);
  }

  @Test
  void aBudgetOfSecondsIsNotExceeded() {
    TrainingForecast forecast = new TrainingForecast(100, 10, 2, 5);
    assertThat(forecast.left()).isEqualTo(100);

    forecast.trained(10);

    assertThat(forecast.left()).isEqualTo(90);
  }

  @Test
  void inTheFinalTrainingsOnlyABudgetTells() {
    TrainingForecast forecast = new TrainingForecast(0, 1, 1, 5);
    forecast.trained(10);
    forecast.trained(50);

    assertThat(forecast.left()).isNaN();
    assertThat(forecast.done()).isEqualTo(2);
    assertThat(forecast.spent()).isEqualTo(60);
  }
}
