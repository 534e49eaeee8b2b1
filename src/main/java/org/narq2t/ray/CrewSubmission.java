package org.narq2t.ray;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.settings.RaySettings;
import org.narq2t.settings.Settings;

/**
 * How a crew is submitted to Ray.
 *
 * @param address of the service, as the cluster's machines reach it
 * @param workers what each task gets
 * @param crew its name in that address
 * @param prefix of the names of its jobs
 * @param task what it does: {@code training} or {@code run}
 */
record CrewSubmission(
    Settings settings,
    RaySettings ray,
    String address,
    WorkerSettings workers,
    String crew,
    String prefix,
    String task)
    implements CrewJob.Submission {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @Override
  public void submit(RayJobs jobs, String name) throws IOException {
    String code = jobs.upload(SourcePackage.of(settings.python().sources()));
    jobs.submit(
        name,
        "python -m narq2t.ray %s/api/v1/crews/%s --crew %s --task %s --cpus %d --gpus %s"
            .formatted(address, crew, name, task, Math.max(1, workers.cpus()), workers.gpus()),
        environment(code));
  }

  /** Ray's runtime environment: the user's, with the code of narq2t and the service's token. */
  private ObjectNode environment(String code) throws IOException {
    ObjectNode environment = (ObjectNode) JSON.readTree(ray.runtimeEnv().orElse("{}"));
    environment.withArray("py_modules").add(code);
    ObjectNode variables = environment.withObject("/env_vars");
    settings.token().ifPresent(token -> variables.put("NARQ2T_TOKEN", token));
    installation()
        .forEach(
            (variable, here) -> {
              if (!variables.has(variable)) { // a node may have it elsewhere
                variables.put(variable, here);
              }
            });
    return environment;
  }

  /** What the application needs to know on a node, to do a run. */
  private Map<String, String> installation() {
    Map<String, String> installation = new LinkedHashMap<>();
    if (task.equals("run")) {
      installation.put("NARQ2T_HOME", absolute(settings.home()));
      installation.put("NARQ2T_DATA", absolute(settings.data()));
      installation.put("NARQ2T_RUNS", absolute(settings.runs()));
      settings.database().ifPresent(url -> installation.put("NARQ2T_DATABASE", url));
      Path usual = settings.home().resolve(".venv/bin/python");
      if (!settings.python().executable().equals(usual)) {
        installation.put("NARQ2T_PYTHON", absolute(settings.python().executable()));
      }
      System.getenv()
          .forEach(
              (variable, value) -> {
                if (variable.startsWith("MLFLOW_TRACKING_")) { // where each run is logged
                  installation.put(variable, value);
                }
              });
    }
    return installation;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
