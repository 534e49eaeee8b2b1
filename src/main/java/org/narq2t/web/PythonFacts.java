package org.narq2t.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.narq2t.python.BufferPool;
import org.narq2t.python.CallStatistics;
import org.narq2t.python.PythonEnvironment;
import org.narq2t.python.PythonRuntime;

/** The state of the embedded Python, in words. */
final class PythonFacts {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private PythonFacts() {}

  /** By name, in the order in which they are shown. */
  static Map<String, String> of(PythonRuntime runtime) {
    PythonEnvironment environment = runtime.environment();
    JsonNode versions = runtime.control("versions", Map.of());
    CallStatistics calls = runtime.calls().statistics();
    BufferPool.Memory buffers = runtime.buffers().memory();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Interpreter",
        "%s, process %d".formatted(environment.executable(), ProcessHandle.current().pid()));
    facts.put("Python", versions.get("python").asText());
    environment.packages().forEach(facts::put);
    facts.put(
        "Device",
        versions.get("gpu").isNull()
            ? versions.get("cpu_capability").asText()
            : versions.get("gpu").asText());
    facts.put("Threads of torch", Integer.toString(runtime.threads()));
    facts.put(
        "Python files",
        environment.sources() + "/narq2t, imported at " + time(runtime.sources().importedAt()));
    if (runtime.sources().isEdited()) {
      facts.put("Edited since", "in effect as soon as no model is open");
    }
    facts.put("Worker", runtime.isBusy() ? "computes" : "waits");
    facts.put(
        "Shared buffers",
        String.format(Locale.ROOT, "%d, %.1f MB", buffers.blocks(), buffers.bytes() * 1e-6));
    facts.put(
        "Calls",
        String.format(
            Locale.ROOT,
            "%d in %.3f s, of which %.3f s on the way",
            calls.calls(),
            calls.seconds(),
            calls.overheadSeconds()));
    return facts;
  }

  /** The time of day on this machine. */
  static String time(Instant instant) {
    return CLOCK.format(instant.atZone(ZoneId.systemDefault()));
  }
}
