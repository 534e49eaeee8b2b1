package org.narq2t.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.run.Json;
import org.narq2t.run.RunFolder;

/** A line of what a run ran on: a version, the machine, a commit. */
public record EnvironmentLine(String name, String value) {

  /**
   * All that the folder of a run says of it.
   *
   * @throws IOException if it cannot be read
   */
  public static List<EnvironmentLine> of(RunFolder run) throws IOException {
    List<EnvironmentLine> lines = new ArrayList<>();
    flatten("", Json.MAPPER.readTree(run.environment().toFile()), lines);
    return lines;
  }

  private static void flatten(String name, JsonNode value, List<EnvironmentLine> lines) {
    if (value.isObject()) {
      value
          .fields()
          .forEachRemaining(
              field ->
                  flatten(
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue(),
                      lines));
    } else if (!value.asText().isBlank()) {
      lines.add(new EnvironmentLine(name, value.asText()));
    }
  }
}
