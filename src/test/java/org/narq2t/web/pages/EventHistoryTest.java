package org.narq2t.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.tracking.RunEvents.RecordedEvent;
import org.narq2t.tracking.RunRecord.Progress;

class EventHistoryTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2026-01-01T12:00:00Z");

  private static RecordedEvent epoch(int number, int epoch, double loss) {
    return new RecordedEvent(
        number,
        "epoch",
        START,
        "{\"train\":{\"epoch\":%d,\"loss\":%s,\"tierAccuracy\":\"NaN\"},\"validation\":{\"epoch\":%d},\"best\":true}"
            .formatted(epoch, loss, epoch));
  }

  private static RecordedEvent stage(int number, int steps, int done) {
    return new RecordedEvent(
        number,
        "stage",
        START,
        "{\"stage\":\"TRAIN\",\"steps\":%d,\"done\":%d}".formatted(steps, done));
  }

  @Test
  void anEpochThatWasRepeatedAfterAnInterruptionCountsOnceWithItsLastFigures() {
    EventHistory history =
        EventHistory.of(
            List.of(epoch(1, 0, 5.0), epoch(2, 1, 4.0), stage(3, 100, 50), epoch(4, 1, 3.5)));

    assertThat(history.epochs()).extracting(e -> e.train().loss()).containsExactly(5.0, 3.5);
    assertThat(history.epochs().get(0).train().tierAccuracy()).isNaN();
  }

  @Test
  void epochsOfNetworksAreKeptAsTheyCame() {
    EventHistory history =
        EventHistory.of(
            List.of(
                new RecordedEvent(
                    1,
                    "network",
                    START,
                    "{\"cell\":\"a\",\"epoch\":1,\"epochs\":12,\"accuracy\":40.5,\"seconds\":3}")));

    assertThat(history.networks()).containsExactly(new NetworkEpoch("a", 1, 12, 40.5, 3));
    assertThat(history.epochs()).isEmpty();
  }

  @Test
  void theTimeLeftGoesByTheStepsSinceTheStageBeganHere() {
    EventHistory history = EventHistory.of(List.of(stage(1, 100, 50))); // resumed at step 50

    // 10 steps in 20 s, 40 are left
    assertThat(history.left(new Progress("train", 100, 60), START.plusSeconds(20)))
        .contains(Duration.ofSeconds(80));
  }

  @Test
  void noTimeIsToldBeforeAStepIsDoneOrOfAnotherStage() {
    EventHistory history = EventHistory.of(List.of(stage(1, 100, 50)));

    assertThat(history.left(new Progress("train", 100, 50), START.plusSeconds(20))).isEmpty();
    assertThat(history.left(new Progress("search", 100, 60), START.plusSeconds(20))).isEmpty();
    assertThat(EventHistory.of(List.of()).left(new Progress("train", 9, 3), START)).isEmpty();
  }
}
