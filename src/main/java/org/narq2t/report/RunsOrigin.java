package org.narq2t.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.narq2t.run.Json;
import org.narq2t.run.RunFolder;

/**
 * Where reported runs come from: the machines, and the versions and commits of this program that
 * did them, in words.
 *
 * @param version "unknown" of runs that were recorded without it
 * @param commit with "-modified" where files differed from it, "unknown" without git
 */
public record RunsOrigin(String machine, String version, String commit) {

  /**
   * That of some runs, each machine, version and commit once.
   *
   * @throws IOException if what one of them ran on cannot be read
   */
  public static RunsOrigin of(List<RunFolder> runs) throws IOException {
    Set<String> machines = new LinkedHashSet<>();
    Set<String> versions = new LinkedHashSet<>();
    Set<String> commits = new LinkedHashSet<>();
    for (RunFolder run : runs) {
      JsonNode ran = Json.MAPPER.readTree(run.environment().toFile());
      machines.add(
          "%s, %d cores".formatted(ran.path("processor").asText(), ran.path("cores").asInt()));
      versions.add(ran.path("narq2t").asText("unknown"));
      commits.add(ran.path("commit").asText("unknown"));
    }
    return new RunsOrigin(
        String.join("; ", machines), String.join(", ", versions), String.join(", ", commits));
  }
}
