package org.narq2t.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.ray.CrewStatus;
import org.narq2t.ray.RayCluster;
import org.narq2t.run.Json;
import org.narq2t.settings.Settings;

/**
 * Queued runs that a cluster is to do. Each is a task there, in which the application takes that
 * run from the queue as any worker does; so the record, its fencing and what is taken up again are
 * those of any run. The process that looks after a cluster holds a file; others leave it alone.
 */
@ApplicationScoped
public class ClusterRuns {
  private static final System.Logger LOG = System.getLogger(ClusterRuns.class.getName());
  private static final long PAUSE_MILLIS = 1_000;

  private final Settings settings;
  private final RayCluster ray;
  private final RunStore store;
  private final RunStates states;

  private final Map<String, ClusterCrew> crews = new HashMap<>();
  private Thread keeper;
  private volatile boolean stopped;

  ClusterRuns(Settings settings, RayCluster ray, RunStore store, RunStates states) {
    this.settings = settings;
    this.ray = ray;
    this.store = store;
    this.states = states;
  }

  /** Where runs are to be done, as their record has it. */
  public static String text(WorkerSettings workers) {
    try {
      return Json.MAPPER
          .writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(workers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Checks that clusters can reach this process.
   *
   * @throws RuntimeException if they cannot; the message says what to do
   */
  public void requireReachable() {
    ray.requireReachable();
  }

  /** Looks after all that clusters have to do, for as long as this process lives. */
  synchronized void start() {
    if (keeper == null) {
      keeper = new Thread(this::keep, "narq2t-clusters");
      keeper.setDaemon(true);
      keeper.start();
    }
  }

  private void keep() {
    String said = "";
    while (!stopped) {
      try {
        tend();
        said = "";
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) { // no database, no token
        String now = String.valueOf(e.getMessage());
        if (!stopped && !now.equals(said)) {
          LOG.log(System.Logger.Level.WARNING, "Runs wait for their cluster: {0}", now);
        }
        said = now;
      }
    }
  }

  /**
   * Looks after all that clusters have to do, once.
   *
   * @throws IllegalStateException if this process is being stopped
   */
  public synchronized void tend() {
    if (stopped) {
      throw new IllegalStateException("this process is being stopped");
    }
    Map<String, List<RunRecord>> runs =
        store.ofClusters().stream().collect(groupingBy(RunRecord::cluster));
    if (!runs.isEmpty()) {
      states.reap();
    }
    runs.keySet().forEach(this::open);
    crews
        .entrySet()
        .removeIf(crew -> !crew.getValue().tend(runs.getOrDefault(crew.getKey(), List.of())));
  }

  private void open(String cluster) {
    if (!crews.containsKey(cluster)) {
      ClusterCrew.open(ray, workers(cluster), folder(cluster), store, states)
          .ifPresent(crew -> crews.put(cluster, crew));
    }
  }

  /** Whether a task of this process's crews has not ended. */
  public synchronized boolean isBusy() {
    return !crews.isEmpty();
  }

  /** Whether clusters have something to do for the crew of this name. */
  public boolean expects(String crew) {
    return store.ofClusters().stream()
        .anyMatch(run -> folder(run.cluster()).getFileName().toString().equals(crew));
  }

  /** The crew that does runs of a cluster, if there is one. */
  public Optional<CrewStatus.Shown> shown(String cluster) {
    try {
      return CrewStatus.in(folder(cluster));
    } catch (IOException e) { // it was removed meanwhile
      return Optional.empty();
    }
  }

  private Path folder(String cluster) {
    String name = UUID.nameUUIDFromBytes(cluster.getBytes(UTF_8)).toString().substring(0, 8);
    return settings.runs().resolve("on-ray").resolve("runs-" + name);
  }

  private static WorkerSettings workers(String cluster) {
    try {
      return Json.MAPPER.readValue(cluster, WorkerSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("No cluster: " + cluster, e);
    }
  }

  /** Their jobs are stopped, and with them the tasks: the runs can be gone on with. */
  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    synchronized (this) {
      crews.values().forEach(ClusterCrew::close);
      crews.clear();
    }
  }
}
