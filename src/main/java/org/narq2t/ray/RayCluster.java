package org.narq2t.ray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.narq2t.evaluator.Cluster;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.settings.ListenAddress;
import org.narq2t.settings.RaySettings;
import org.narq2t.settings.Settings;

/** Ray clusters: each run that trains on one has a crew there, a job that asks what is wanted. */
@ApplicationScoped
public class RayCluster implements Cluster {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long PAUSE_MILLIS = 2_000;

  @Inject Settings settings;
  @Inject RaySettings ray;
  @Inject ListenAddress listen;

  private final Map<String, CrewBoard> boards = new ConcurrentHashMap<>();

  @Override
  public TrialRunner open(
      WorkerSettings workers, Path folder, Consumer<JsonNode> events, BooleanSupplier stopped) {
    listen.requireOpen();
    listen.requireToken();
    String run = folder.getFileName().toString();
    CrewBoard board = new CrewBoard(events);
    boards.put(run, board);
    RayJobs jobs = new RayJobs(workers.address(), ray.token());
    Path trainings = folder.toAbsolutePath().resolve("trainings");
    try {
      Files.createDirectories(trainings);
    } catch (IOException e) {
      throw new UncheckedIOException(trainings + " cannot be made", e);
    }
    CrewJob job = new CrewJob(board, jobs, submission(workers, run), trainings, PAUSE_MILLIS);
    return new RayCrew(board, job, folder, stopped, () -> boards.remove(run));
  }

  /** The board of a run that this process does on Ray, by the name of its folder. */
  public Optional<CrewBoard> board(String run) {
    return Optional.ofNullable(boards.get(run));
  }

  private CrewJob.Submission submission(WorkerSettings workers, String run) {
    String address = ray.service().orElseGet(listen::address).replaceAll("/+$", "");
    return new CrewJob.Submission() {
      @Override
      public void submit(RayJobs jobs, String name) throws IOException {
        String code = jobs.upload(SourcePackage.of(settings.python().sources()));
        jobs.submit(
            name,
            "python -m narq2t.ray %s/api/v1/crews/%s --crew %s --cpus %d --gpus %s"
                .formatted(address, run, name, Math.max(1, workers.cpus()), workers.gpus()),
            environment(code));
      }

      @Override
      public String prefix() {
        return "narq2t-" + run;
      }

      @Override
      public String address() {
        return address;
      }
    };
  }

  /** Ray's runtime environment: the user's, with the code of narq2t and the service's token. */
  private ObjectNode environment(String code) throws IOException {
    ObjectNode environment = (ObjectNode) JSON.readTree(ray.runtimeEnv().orElse("{}"));
    environment.withArray("py_modules").add(code);
    settings
        .token()
        .ifPresent(token -> environment.withObject("/env_vars").put("NARQ2T_TOKEN", token));
    return environment;
  }
}
