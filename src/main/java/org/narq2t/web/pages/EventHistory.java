package org.narq2t.web.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.run.Iteration;
import org.narq2t.run.Json;
import org.narq2t.run.RunEvent.NetworkEpoch;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunRecord.Progress;

/**
 * The history of a run up to now. A run that went on after an interruption repeats epochs and
 * iterations: the last of each number counts.
 *
 * @param epochs by number
 * @param iterations by number
 * @param stage the last that began
 * @param networks epochs of the networks that are trained on own images, as they came
 */
public record EventHistory(
    List<EpochRecord> epochs,
    List<Iteration> iterations,
    Optional<Begun> stage,
    List<NetworkEpoch> networks) {

  /** A stage, and when it began. */
  public record Begun(StageStarted stage, OffsetDateTime at) {}

  public static EventHistory of(List<RunEvents.RecordedEvent> events) {
    TreeMap<Integer, EpochRecord> epochs = new TreeMap<>();
    TreeMap<Integer, Iteration> iterations = new TreeMap<>();
    Optional<Begun> stage = Optional.empty();
    List<NetworkEpoch> networks = new ArrayList<>();
    for (RunEvents.RecordedEvent event : events) {
      switch (event.kind()) {
        case "epoch" -> {
          EpochRecord epoch = read(event, EpochRecord.class);
          epochs.put(epoch.train().epoch(), epoch);
        }
        case "iteration" -> {
          Iteration iteration = read(event, Iteration.class);
          iterations.put(iteration.iteration(), iteration);
        }
        case "network" -> networks.add(read(event, NetworkEpoch.class));
        case "stage" -> stage = Optional.of(new Begun(read(event, StageStarted.class), event.at()));
        default -> {} // states are the run's own
      }
    }
    return new EventHistory(
        List.copyOf(epochs.values()), List.copyOf(iterations.values()), stage, networks);
  }

  private static <T> T read(RunEvents.RecordedEvent event, Class<T> type) {
    try {
      return Json.MAPPER.readValue(event.payload(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.number() + " cannot be read", e);
    }
  }

  /**
   * How long the stage will go on, if its steps take as long as they did; empty until some are
   * done.
   */
  public Optional<Duration> left(Progress progress, OffsetDateTime now) {
    return stage
        .filter(begun -> begun.stage().stage().name().equalsIgnoreCase(progress.stage()))
        .filter(begun -> progress.stepsDone() > begun.stage().done())
        .map(
            begun ->
                Duration.between(begun.at(), now)
                    .multipliedBy(progress.steps() - progress.stepsDone())
                    .dividedBy(progress.stepsDone() - begun.stage().done()));
  }
}
