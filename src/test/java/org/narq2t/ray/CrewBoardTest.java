package org.narq2t.ray;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.narq2t.ray.CrewBoard.Report;
import org.narq2t.ray.CrewBoard.Told;
import org.narq2t.ray.CrewBoard.Training;
import org.narq2t.ray.CrewBoard.Wanted;

class CrewBoardTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> ARGUMENTS = Map.of("seed", 1);
  private static final String DONE = "{\"ok\": true, \"value\": {\"epochs\": 3}}";

  private final List<JsonNode> events = new ArrayList<>();
  private final CrewBoard board = new CrewBoard(events::add);

  @BeforeEach
  void call() {
    board.call("crew-1");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode epoch(int number, double seconds) {
    return json(
        "{\"kind\": \"trial-epoch\", \"epoch\": %d, \"seconds\": %s}".formatted(number, seconds));
  }

  private static Told running(String training, JsonNode... events) {
    return new Told(training, "running", "", "node-a", 1, List.of(events), null);
  }

  private static Told ended(String training, String answer) {
    return new Told(training, "ended", "", "node-a", 1, List.of(), json(answer));
  }

  private List<Wanted> hear(String crew, Told... told) {
    return board.hear(new Report(crew, List.of(), List.of(told))).orElseThrow();
  }

  @Test
  void aCrewHearsWhatIsWantedOnceWithItsArguments() {
    board.want("a", ARGUMENTS);
    board.want("b", ARGUMENTS);

    assertThat(hear("crew-1"))
        .containsExactly(new Wanted("a", ARGUMENTS), new Wanted("b", ARGUMENTS));
    assertThat(hear("crew-1", running("a")))
        .containsExactly(new Wanted("a", null), new Wanted("b", ARGUMENTS));
  }

  @Test
  void anAnswerIsTakenOnceAndTheTrainingWantedNoMore() {
    CompletableFuture<JsonNode> answer = board.want("a", ARGUMENTS);

    assertThat(hear("crew-1", ended("a", DONE))).isEmpty();
    assertThat(answer).isCompletedWithValue(json(DONE));
    assertThat(hear("crew-1", ended("a", "{\"ok\": true, \"value\": {}}"))).isEmpty();
    assertThat(answer).isCompletedWithValue(json(DONE));
  }

  /** A crew that was taken for lost comes back: what it tells counts for nothing. */
  @Test
  void onlyTheCrewThatWasCalledLastIsBelieved() {
    CompletableFuture<JsonNode> answer = board.want("a", ARGUMENTS);
    board.call("crew-2");

    assertThat(board.hear(new Report("crew-1", List.of(), List.of(ended("a", DONE))))).isEmpty();
    assertThat(answer).isNotDone();
    assertThat(board.hasHeardWithin(Duration.ofMinutes(1))).isFalse();
    assertThat(hear("crew-2", ended("a", DONE))).isEmpty();
    assertThat(answer).isCompleted();
  }

  /** Two epochs of 2 and 3 seconds; the second was done again after its process died. */
  @Test
  void aTrainingThatIsLostForGoodHasFailedAndCostItsEpochs() {
    CompletableFuture<JsonNode> answer = board.want("a", ARGUMENTS);
    hear("crew-1", running("a", epoch(1, 2), epoch(2, 1)));
    hear("crew-1", running("a", epoch(2, 3)));
    hear("crew-1", ended("a", "{\"lost\": \"its node died\"}"));

    JsonNode observed = answer.join().get("value");
    assertThat(observed.get("status").asText()).isEqualTo("lost");
    assertThat(observed.get("seconds").asDouble()).isEqualTo(5);
    assertThat(observed.get("epochs").asInt()).isEqualTo(2);
    assertThat(observed.get("validation_accuracy").isNull()).isTrue();
    assertThat(observed.get("reason").asText()).isEqualTo("its node died");
    assertThat(events).hasSize(3);
  }

  @Test
  void aReaderSeesWhyEachTrainingWaits() {
    board.want("a", ARGUMENTS);
    board.want("b", ARGUMENTS);
    hear("crew-1", new Told("a", "waiting", "no node has 1 GPUs", "", 0, List.of(), null));

    assertThat(board.trainings())
        .containsExactly(
            new Training("a", "waiting", "no node has 1 GPUs", "", 0),
            new Training("b", "waiting", "the crew has not taken it yet", "", 0));
  }

  @Test
  void whatIsForgottenIsNotWanted() {
    board.want("a", ARGUMENTS);
    board.forget("a");

    assertThat(hear("crew-1", running("a"))).isEmpty();
  }
}
