package org.narq2t.ray;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.narq2t.evaluator.Cluster;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.settings.ListenAddress;
import org.narq2t.settings.RaySettings;
import org.narq2t.settings.Settings;

/**
 * Ray clusters: each run that trains on one has a crew there, a job that asks what is wanted, and
 * so have the runs that are done on one.
 */
@ApplicationScoped
public class RayCluster implements Cluster {
  private static final long PAUSE_MILLIS = 2_000;

  private final Settings settings;
  private final RaySettings ray;
  private final ListenAddress listen;

  private final Map<String, CrewBoard> boards = new ConcurrentHashMap<>();

  RayCluster(Settings settings, RaySettings ray, ListenAddress listen) {
    this.settings = settings;
    this.ray = ray;
    this.listen = listen;
  }

  @Override
  public TrialRunner open(
      WorkerSettings workers, Path folder, Consumer<JsonNode> events, BooleanSupplier stopped) {
    requireReachable();
    String run = folder.getFileName().toString();
    CrewBoard board = new CrewBoard(events);
    CrewSubmission submission =
        new CrewSubmission(settings, ray, service(), workers, run, "narq2t-" + run, "training");
    CrewJob job = job(board, submission, folder.toAbsolutePath().resolve("trainings"));
    return new RayCrew(board, job, folder, stopped, () -> boards.remove(run));
  }

  /**
   * Takes machines for runs.
   *
   * @param workers what each run gets
   * @param folder of the crew, which the machines see under the same path, as that of the runs
   */
  public RayRuns openRuns(WorkerSettings workers, Path folder) {
    requireReachable();
    String crew = folder.getFileName().toString();
    CrewBoard board = new CrewBoard(event -> {});
    String prefix = "narq2t-runs-" + UUID.randomUUID().toString().substring(0, 8);
    CrewSubmission submission =
        new CrewSubmission(settings, ray, service(), workers, crew, prefix, "run");
    CrewJob job = job(board, submission, folder.toAbsolutePath());
    return new RayRuns(board, job, folder, () -> boards.remove(crew));
  }

  /**
   * Checks that a cluster can reach this process.
   *
   * @throws RuntimeException if it cannot, or anybody could; the message says what to do
   */
  public void requireReachable() {
    listen.requireOpen();
    listen.requireToken();
  }

  /** The board of a crew that works for this process, by the name of its folder. */
  public Optional<CrewBoard> board(String crew) {
    return Optional.ofNullable(boards.get(crew));
  }

  private String service() {
    return ray.service().orElseGet(listen::address).replaceAll("/+$", "");
  }

  private CrewJob job(CrewBoard board, CrewSubmission submission, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made", e);
    }
    boards.put(submission.crew(), board);
    RayJobs jobs = new RayJobs(submission.workers().address(), ray.token());
    return new CrewJob(board, jobs, submission, folder, PAUSE_MILLIS);
  }
}
