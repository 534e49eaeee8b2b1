package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.images.Forecast;
import org.narq2t.images.Forecast.Range;
import org.narq2t.images.ImageSearch.Request;

class ImagesSearchTest {
  private static final Forecast FORECAST = new Forecast(new Range(40, 80), new Range(400, 800));

  private static String forecast(int trainings, double hours) {
    return forecast(FORECAST, trainings, hours);
  }

  private static String forecast(Forecast forecast, int trainings, double hours) {
    Request request =
        new Request(Path.of("i"), "nasbench201", "random", "none", 0, trainings, hours, List.of());
    return ImagesSearch.forecast(forecast, request, 3);
  }

  @Test
  void aBudgetOfTimeIsToldInTrainingsWithWhatTheFinalOnesTake() {
    // 3,600 s less three times 600 s, at 60 s each
    assertThat(forecast(0, 1))
        .isEqualTo(
            "A training of the search takes 40 s to 80 s here, a final training 7 min to 13 min."
                + " In 60 min there is time for about 30 trainings, with 30 min kept for 3 final trainings.");
    assertThat(forecast(10, 1)).contains("time for about 10 trainings");
  }

  @Test
  void aNumberOfTrainingsIsToldInTime() {
    assertThat(forecast(20, 0)).endsWith(" 20 trainings and 3 final trainings take about 50 min.");
  }

  @Test
  void aSmallNetworkMayTakeLongerThanALargeOne() {
    Forecast measured = new Forecast(new Range(0.7, 0.2), new Range(4.02, 3.98));

    assertThat(forecast(measured, 1, 0))
        .startsWith(
            "A training of the search takes 0.2 s to 0.7 s here, a final training 4.0 s."
                + " 1 training and 3 final trainings take about 12 s.");
  }

  @Test
  void tooLittleTimeIsToldWithWhatWouldHelp() {
    assertThat(forecast(0, 0.5))
        .contains("The final trainings alone do not fit in 30 min", "--finals");
  }
}
