package org.narq2t.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Benchmarks;
import org.narq2t.settings.Settings;
import org.narq2t.space.SpaceModule;

/** Imports a source into the table that runs use; which space's follows from the format. */
@ApplicationScoped
public class TableImport {
  /** A user's own measurements of latency. */
  static final String OWN_LATENCIES = "latency-csv";

  /** Formats that add columns to a table. */
  private static final Set<String> ADDING = Set.of("hw-nas-bench", OWN_LATENCIES);

  private final Settings settings;
  private final EmbeddedPython python;
  private final Benchmarks benchmarks;
  private final EnumeratedSpaces spaces;

  TableImport(
      Settings settings, EmbeddedPython python, Benchmarks benchmarks, EnumeratedSpaces spaces) {
    this.settings = settings;
    this.python = python;
    this.benchmarks = benchmarks;
    this.spaces = spaces;
  }

  /**
   * Imports, and prints what was found.
   *
   * @param json whether as JSON
   * @param sha256 expected digests by file name; may be empty
   * @throws IllegalArgumentException if there is no such format
   * @throws org.narq2t.python.PythonFailure if the source is not what it should be
   */
  void run(
      PrintWriter out,
      boolean json,
      String format,
      List<String> sources,
      Map<String, String> sha256)
      throws IOException {
    run(out, json, format, sources, sha256, Map.of());
  }

  /**
   * Imports, and prints what was found.
   *
   * @param measured {@code device} and {@code dataset} of a user's own measurements or trainings
   * @throws IllegalArgumentException also if the format only adds to a real table and there is none
   */
  void run(
      PrintWriter out,
      boolean json,
      String format,
      List<String> sources,
      Map<String, String> sha256,
      Map<String, String> measured)
      throws IOException {
    SpaceModule space = ImportFormats.spaceOf(format);
    Path table = benchmarks.realTable(space.name());
    if (ADDING.contains(format) && !Files.isRegularFile(table)) {
      throw new IllegalArgumentException(
          ("%s adds latencies to the real table of %s, but only the embedded surrogate is"
                  + " there: run 'make data' first")
              .formatted(format, space.title()));
    }
    Files.createDirectories(settings.data());
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("format", format);
    arguments.put("sources", sources);
    arguments.put("target", table.toString());
    arguments.put("sha256", sha256.isEmpty() ? null : sha256);
    arguments.putAll(measured);
    if (space.cellFile().isPresent()) {
      spaces.open(space);
      arguments.put("space", benchmarks.cells(space).toString());
    }
    JsonNode report = call(arguments);
    if (json) {
      ((ObjectNode) report).put("table", table.toString());
      out.println(report.toPrettyString());
      return;
    }
    ImportReport.print(out, report);
    out.println("The table is " + table);
  }

  private JsonNode call(Map<String, Object> arguments) {
    PythonRuntime runtime = python.runtime();
    try (StepBar bar = new StepBar("importing")) {
      Consumer<JsonNode> progress =
          event -> {
            if (event.path("kind").asText().equals("import")) {
              bar.at(event.get("done").asLong(), event.get("total").asLong());
            }
          };
      runtime.messages().listen(progress);
      try {
        return runtime.call("import_table", arguments);
      } finally {
        runtime.messages().stopListening(progress);
      }
    }
  }
}
