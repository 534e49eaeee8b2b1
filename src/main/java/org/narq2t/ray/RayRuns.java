package org.narq2t.ray;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Runs that are done on a Ray cluster, each by a task that has the application do it. */
public final class RayRuns implements AutoCloseable {
  private final CrewBoard board;
  private final CrewJob job;
  private final Path folder;
  private final Runnable release;
  private final Map<Long, CompletableFuture<JsonNode>> wanted = new TreeMap<>();

  /**
   * @param folder for the logs of the runs
   * @param release is done when the crew is needed no more
   */
  RayRuns(CrewBoard board, CrewJob job, Path folder, Runnable release) {
    this.board = board;
    this.job = job;
    this.folder = folder.toAbsolutePath();
    this.release = release;
  }

  /** Wants a run done; once, however often it is said. */
  public void want(long run) {
    Map<String, Object> arguments =
        Map.of("run", run, "log", folder.resolve(name(run) + ".log").toString());
    wanted.computeIfAbsent(run, number -> board.want(name(number), arguments));
  }

  /** Wants it no more: its task is ended. */
  public void forget(long run) {
    board.forget(name(run));
    wanted.remove(run);
  }

  /** The runs that are wanted. */
  public Set<Long> wanted() {
    return new TreeSet<>(wanted.keySet());
  }

  /**
   * The runs whose tasks have ended since the last time, with what kept a task from its run, if
   * anything did: the record of a run says how the run itself ended.
   */
  public Map<Long, Optional<String>> ended() {
    Map<Long, Optional<String>> ended = new TreeMap<>();
    wanted.forEach(
        (run, answer) -> {
          if (answer.isDone()) {
            ended.put(run, trouble(answer.join()));
          }
        });
    ended.keySet().forEach(wanted::remove);
    return ended;
  }

  private static Optional<String> trouble(JsonNode answer) {
    if (!answer.get("ok").asBoolean()) {
      return Optional.of(answer.get("message").asText());
    }
    return Optional.ofNullable(answer.get("value").get("reason")).map(JsonNode::asText);
  }

  private static String name(long run) {
    return "run-" + run;
  }

  /**
   * Checks that a crew works or can still be had.
   *
   * @throws java.io.UncheckedIOException with what Ray says, if not
   */
  public void requireHope() {
    job.requireHope();
  }

  @Override
  public void close() {
    job.close();
    release.run();
  }
}
