package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunEvent.StageStarted;

/** A run that is stopped anywhere goes on and ends as if nothing had happened. */
@QuarkusTest
class ResumeTest {
  /** What a power cut is to a run: it ends, at once. */
  private static final class PowerCut extends RuntimeException {}

  @Inject Runs runs;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject RunMetrics metrics;
  @Inject RunExecution execution;
  @Inject RunCandidates candidates;
  @Inject RunEvents events;

  private static RunConfiguration smoke(String... overrides) {
    return SmallRun.configuration(
        Stream.concat(Stream.of("training.epochs=3"), Stream.of(overrides)).toArray(String[]::new));
  }

  /** Runs until an event, then resumes until the next such event, and so on. */
  private Runs.Recorded interruptedAt(RunConfiguration configuration, Predicate<RunEvent> cut)
      throws IOException {
    assertThatThrownBy(() -> runs.run(configuration, event -> cutAt(event, cut)))
        .isInstanceOf(PowerCut.class);
    RunRecord run = store.list().get(0);
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    return runs.resume(run.id(), event -> {});
  }

  private static void cutAt(RunEvent event, Predicate<RunEvent> cut) {
    if (cut.test(event)) {
      throw new PowerCut();
    }
  }

  /** All that a run found, without what the clock says. */
  private static String found(Runs.Recorded run) throws IOException {
    ObjectNode result =
        (ObjectNode) Json.MAPPER.readTree(run.folder().resolve("result.json").toFile());
    result.remove(List.of("stages", "bridge"));
    result.findParents("seconds").forEach(node -> ((ObjectNode) node).remove("seconds"));
    return result.toPrettyString();
  }

  private void assertAlike(Runs.Recorded resumed, Runs.Recorded whole) throws IOException {
    assertThat(found(resumed)).isEqualTo(found(whole));
    for (String file : List.of("model.safetensors", "predictions.csv", "candidates.csv")) {
      if (Files.notExists(whole.folder().resolve(file))) {
        continue; // the model of a run that used another's
      }
      assertThat(Files.mismatch(resumed.folder().resolve(file), whole.folder().resolve(file)))
          .as(file)
          .isEqualTo(-1);
    }
    assertThat(metrics.series(resumed.number())).isEqualTo(metrics.series(whole.number()));
    assertThat(candidates.of(resumed.number())).isEqualTo(candidates.of(whole.number()));
    assertThat(resumed.folder().resolve("checkpoint")).doesNotExist();
    assertThat(store.get(resumed.number()).state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void cutOffInAnyStageItEndsToTheLastBitAsTheUninterruptedRun() throws IOException {
    Runs.Recorded whole = runs.run(smoke(), e -> {});

    assertAlike(interruptedAt(smoke(), e -> isStage(e, Stage.TRAIN)), whole);
    assertAlike(interruptedAt(smoke(), e -> isEpoch(e, 0)), whole);
    assertAlike(interruptedAt(smoke(), e -> isEpoch(e, 2)), whole);
    assertAlike(interruptedAt(smoke(), e -> isStage(e, Stage.SEARCH)), whole);
    assertAlike(interruptedAt(smoke(), e -> isIteration(e, 2)), whole);
    assertAlike(interruptedAt(smoke(), e -> isStage(e, Stage.EVALUATE)), whole);
  }

  @Test
  void theStatisticsOfAllEpochsAndALatencyHeadAreKeptToo() throws IOException {
    RunConfiguration printed = smoke("preset=as-printed", "training.lambda_latency=7");
    Runs.Recorded whole = runs.run(printed, e -> {});

    assertAlike(interruptedAt(printed, e -> isEpoch(e, 1)), whole);
    assertAlike(interruptedAt(printed, e -> isIteration(e, 1)), whole);
  }

  @Test
  void aSearchWithTheRankerOfAnotherRunGoesOnToo() throws IOException {
    long trained = runs.run(smoke(), e -> {}).number();
    RunConfiguration random = smoke("search.mode=random");
    Runs.Recorded whole = runs.run(random, Optional.of(trained), RunLabel.NONE, e -> {});

    assertThatThrownBy(
            () ->
                runs.run(
                    random,
                    Optional.of(trained),
                    RunLabel.NONE,
                    e -> cutAt(e, i -> isIteration(i, 1))))
        .isInstanceOf(PowerCut.class);

    assertAlike(runs.resume(store.list().get(0).id(), e -> {}), whole);
  }

  @Test
  void aRunWhoseResultWasWrittenIsNotDoneAgain() throws IOException {
    Runs.Recorded whole = runs.run(smoke(), e -> {});
    Runs.Recorded cut = interruptedAt(smoke(), e -> e instanceof RunEvent.Finished);
    assertThat(found(cut)).isEqualTo(found(whole));
    List<RunEvent> heard = new ArrayList<>();
    long again = store.submit(new NewRun(cut.folder().getFileName() + "-b", smoke(), "surrogate"));
    Path folder = runs.folder(store.get(again)).path();
    Files.createDirectories(folder);
    for (String file : List.of("result.json", "predictions.csv")) {
      Files.copy(whole.folder().resolve(file), folder.resolve(file));
    }
    states.claim(again, WorkerId.own());

    execution.of(again, heard::add);

    assertThat(heard).isEmpty();
    assertThat(metrics.summary(again)).isEqualTo(metrics.summary(whole.number()));
  }

  @Test
  void aCancelledRunStopsWithinABatchAndCanGoOn() throws IOException {
    Runs.Recorded whole = runs.run(smoke(), e -> {});
    List<RunEvent> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                runs.run(
                    smoke(),
                    event -> {
                      heard.add(event);
                      if (isEpoch(event, 1)) {
                        runs.cancel(store.list().get(0).id());
                      }
                    }))
        .isInstanceOf(RuntimeException.class);

    RunRecord run = store.list().get(0);
    assertThat(run.state()).as(run.message()).isEqualTo(RunState.CANCELLED);
    assertThat(heard.get(heard.size() - 1))
        .satisfies(event -> assertThat(isEpoch(event, 1)).isTrue());
    assertThat(events.after(run.id(), 0).stream().filter(e -> e.kind().equals("state")))
        .extracting(RunEvents.RecordedEvent::payload)
        .satisfiesExactly(
            queued -> assertThat(queued).contains("queued"),
            running -> assertThat(running).contains("running"),
            cancelling -> assertThat(cancelling).contains("cancelling"),
            cancelled -> assertThat(cancelled).contains("cancelled"));
    assertAlike(runs.resume(run.id(), event -> {}), whole);
  }

  @Test
  void aRunThatFinishedCannotBeResumed() throws IOException {
    long finished = runs.run(smoke(), e -> {}).number();
    assertThatThrownBy(() -> runs.resume(finished, e -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Run %d is finished: only a run that was cancelled, failed or interrupted can be"
                    .formatted(finished)
                + " resumed");
  }

  private static boolean isEpoch(RunEvent event, int epoch) {
    return event instanceof EpochFinished finished && finished.epoch().train().epoch() == epoch;
  }

  private static boolean isIteration(RunEvent event, int iteration) {
    return event instanceof IterationFinished finished
        && finished.iteration().iteration() == iteration;
  }

  private static boolean isStage(RunEvent event, Stage stage) {
    return event instanceof StageStarted started && started.stage() == stage;
  }
}
