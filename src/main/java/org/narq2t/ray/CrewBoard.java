package org.narq2t.ray;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.narq2t.python.TrainedEpochs;

/**
 * The trainings that a run wants carried out elsewhere, and what the crew that does it tells of
 * them. Only one crew is believed, the one that was called last: what another tells is refused, so
 * nothing is counted twice.
 */
public final class CrewBoard {

  /**
   * The report of a crew.
   *
   * @param crew its name
   * @param nodes of its cluster
   * @param trainings that it carries out
   */
  public record Report(String crew, List<Node> nodes, List<Told> trainings) {}

  /** A node of a cluster. */
  public record Node(String name, double cpus, double gpus, boolean alive) {}

  /**
   * The state of a training, as a crew tells it.
   *
   * @param state {@code waiting}, {@code running} or {@code ended}
   * @param why it waits; empty if it does not
   * @param node that it runs on, or ran on last; empty before
   * @param attempt from 1; 0 before it began
   * @param events since the last report
   * @param answer once it has ended
   */
  public record Told(
      String training,
      String state,
      String why,
      String node,
      int attempt,
      List<JsonNode> events,
      JsonNode answer) {}

  /**
   * A training that is wanted.
   *
   * @param arguments of {@code train_network}; null to a crew that has it already
   */
  public record Wanted(String training, Map<String, Object> arguments) {}

  /** A training, for a reader. */
  public record Training(String training, String state, String why, String node, int attempt) {}

  private static final class Entry {
    private final Map<String, Object> arguments;
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private final TrainedEpochs epochs = new TrainedEpochs();
    private Optional<Told> told = Optional.empty();

    private Entry(Map<String, Object> arguments) {
      this.arguments = arguments;
    }

    private void hear(Told now, Consumer<JsonNode> events) {
      now.events().forEach(epochs::add);
      now.events().forEach(events);
      told = Optional.of(now);
      JsonNode answered = now.answer();
      if (answered != null && answered.has("lost")) {
        ObjectNode observed = JsonNodeFactory.instance.objectNode().put("ok", true);
        observed.set("value", epochs.lost(answered.get("lost").asText()));
        answer.complete(observed);
      } else if (answered != null && answered.has("ok")) {
        answer.complete(answered);
      }
    }
  }

  private final Map<String, Entry> wanted = new LinkedHashMap<>();
  private final Consumer<JsonNode> events;
  private String crew = "";
  private List<Node> nodes = List.of();
  private Instant heard = Instant.EPOCH;

  /**
   * @param events hears what trainings emit
   */
  CrewBoard(Consumer<JsonNode> events) {
    this.events = events;
  }

  /** Wants a training; its answer is there when the crew has told it. */
  synchronized CompletableFuture<JsonNode> want(String training, Map<String, Object> arguments) {
    return wanted.computeIfAbsent(training, name -> new Entry(arguments)).answer;
  }

  /** Wants it no more. */
  synchronized void forget(String training) {
    wanted.remove(training);
  }

  /** Believes another crew from now on. */
  synchronized void call(String name) {
    crew = name;
    heard = Instant.EPOCH;
    nodes = List.of();
    wanted.values().forEach(entry -> entry.told = Optional.empty());
  }

  /** The crew that is believed; empty before the first. */
  public synchronized String crew() {
    return crew;
  }

  /** Whether the crew was heard of in a time. */
  synchronized boolean hasHeardWithin(Duration time) {
    return heard.isAfter(Instant.now().minus(time));
  }

  /** Hears a report; returns what is still wanted, or empty for a crew that is not believed. */
  public synchronized Optional<List<Wanted>> hear(Report report) {
    if (!report.crew().equals(crew)) {
      return Optional.empty();
    }
    heard = Instant.now();
    nodes = List.copyOf(report.nodes());
    for (Told told : report.trainings()) {
      Entry entry = wanted.get(told.training());
      if (entry != null) {
        entry.hear(told, events);
        if (entry.answer.isDone()) {
          wanted.remove(told.training());
        }
      }
    }
    Set<String> known = report.trainings().stream().map(Told::training).collect(toSet());
    return Optional.of(
        wanted.entrySet().stream()
            .map(
                one ->
                    new Wanted(
                        one.getKey(),
                        known.contains(one.getKey()) ? null : one.getValue().arguments))
            .toList());
  }

  synchronized List<Node> nodes() {
    return nodes;
  }

  /** What is wanted, in the order in which it was asked for. */
  synchronized List<Training> trainings() {
    List<Training> shown = new ArrayList<>();
    wanted.forEach(
        (training, entry) ->
            shown.add(
                entry
                    .told
                    .map(t -> new Training(training, t.state(), t.why(), t.node(), t.attempt()))
                    .orElse(
                        new Training(
                            training, "waiting", "the crew has not taken it yet", "", 0))));
    return shown;
  }
}
