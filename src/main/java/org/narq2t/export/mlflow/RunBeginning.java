package org.narq2t.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;

/**
 * What the server is told of a run as it begins.
 *
 * @param number in the database
 * @param begun milliseconds since 1970
 */
record RunBeginning(
    long number,
    String name,
    String experiment,
    Map<String, String> parameters,
    Map<String, String> tags,
    long begun) {
  private static final int LONGEST_MESSAGE = 2_000;

  static RunBeginning of(
      long number,
      String name,
      RunConfiguration configuration,
      Map<String, Object> environment,
      long begun) {
    JsonNode ran = Json.MAPPER.valueToTree(environment);
    String commit = ran.path("commit").asText("unknown");
    String benchmark = ran.path("table").path("kind").asText("unknown");
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", "narq2t");
    tags.put("mlflow.source.git.commit", commit);
    tags.put("narq2t.number", Long.toString(number));
    tags.put("narq2t.commit", commit);
    tags.put("narq2t.benchmark", benchmark);
    tags.put("narq2t.preset", configuration.preset());
    tags.put(
        "mlflow.note.content",
        "Figures are named by the rule that selects: oracle-test is the best test accuracy among"
            + " the candidates, validation the test accuracy of the best validation accuracy."
            + (benchmark.equals("surrogate")
                ? " On the embedded surrogate: these numbers are not benchmark results."
                : ""));
    return new RunBeginning(
        number,
        name,
        "narq2t/%s/%s".formatted(configuration.space(), configuration.dataset().key()),
        ConfigurationFile.settings(configuration),
        tags,
        begun);
  }

  /** Why a run has no result, as a tag. */
  Map<String, String> message(String text) {
    return Map.of("narq2t.message", text.substring(0, Math.min(LONGEST_MESSAGE, text.length())));
  }
}
