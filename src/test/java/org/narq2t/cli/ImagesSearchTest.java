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
    Request request =
        new Request(Path.of("i"), "nasbench201", "random", "none", 0, trainings, hours, List.of());
    return ImagesSearch.forecast(FORECAST, request, 3);
  }

  @Test
  void aBudgetOfTimeIsToldInTrainingsWithWhatTheFinalOnesTake() {
    // 3,600 s less three times 600 s, at 60 s each
    assertThat(forecast(0, 1))
        .isEqualTo(
            "A training of the search takes 40 s to 80 s here, a final one 7 min to 13 min."
                + " In 60 min about 30 trainings fit, with 30 min kept for 3 final ones.");
    assertThat(forecast(10, 1)).contains("about 10 trainings fit");
  }

  @Test
  void aNumberOfTrainingsIsToldInTime() {
    assertThat(forecast(20, 0)).endsWith(" 20 and 3 final ones: about 50 min.");
  }

  @Test
  void tooLittleTimeIsToldWithWhatWouldHelp() {
    assertThat(forecast(0, 0.5)).contains("In 30 min the final ones alone do not fit", "--finals");
  }
}
