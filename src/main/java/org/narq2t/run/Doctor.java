package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.narq2t.benchmark.TableFile;
import org.narq2t.ledger.Split;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.NativeMemory;
import org.narq2t.python.PythonEnvironment;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.python.SharedArray;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/** Checks of the installation, each of which says what it found. */
@ApplicationScoped
public class Doctor {
  @Inject EmbeddedPython python;
  @Inject Benchmarks benchmarks;

  /** One check: {@code finding} is what is there, or what is wrong and what to do. */
  public record Check(String name, boolean passed, String finding) {}

  public List<Check> examine() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check("Java", true, System.getProperty("java.vm.name") + " " + Runtime.version()));
    checks.add(check("Python environment", this::environment));
    if (lastPassed(checks)) {
      checks.add(check("interpreter", this::interpreter));
      if (lastPassed(checks)) {
        checks.add(check("shared memory", this::sharedMemory));
        checks.add(check("Python errors", this::errors));
        checks.add(
            check(
                "control interpreter", () -> python.runtime().control("ping", Map.of()).asText()));
      }
    }
    Spaces.all().forEach(space -> checks.addAll(tables(space)));
    return checks;
  }

  /** What there is of a space: that something is absent is no failure, a broken file is. */
  List<Check> tables(SpaceModule space) {
    List<Check> checks = new ArrayList<>();
    if (space.cellFile().isPresent()) {
      checks.add(check(space.title() + " cells", () -> cells(space)));
    }
    checks.add(check(space.title() + " table", () -> table(space)));
    return checks;
  }

  private static boolean lastPassed(List<Check> checks) {
    return checks.get(checks.size() - 1).passed();
  }

  private static Check check(String name, Supplier<String> examination) {
    try {
      return new Check(name, true, examination.get());
    } catch (PythonUnavailable | PythonFailure | IllegalStateException e) {
      return new Check(name, false, e.getMessage());
    }
  }

  private String environment() {
    PythonEnvironment environment = python.inspect();
    return "%s: Python %s, %s"
        .formatted(environment.executable(), environment.version(), environment.packages());
  }

  private String interpreter() {
    JsonNode versions = python.runtime().call("versions", Map.of());
    String device = versions.get("gpu").isNull() ? "no GPU" : versions.get("gpu").asText();
    return "torch %s, threads: %d, %s, %s"
        .formatted(
            versions.get("torch").asText(),
            versions.get("threads").asInt(),
            versions.get("cpu_capability").asText(),
            device);
  }

  private String sharedMemory() {
    PythonRuntime runtime = python.runtime();
    SharedArray array = SharedArray.floats(31, 4, 4);
    array.floats().put(7, 2.5f);
    JsonNode answer = runtime.call("probe", Map.of(), array);
    if (answer.get("address").asLong() % NativeMemory.ADDRESS_MODULUS != array.address()) {
      throw new IllegalStateException("Python sees a copy, not the same memory");
    }
    if (answer.get("sum").asDouble() != 2.5 || array.floats().get(7) != 3.5f) {
      throw new IllegalStateException("what one side writes, the other does not see");
    }
    return "the same address in Java and torch, writes seen both ways";
  }

  private String errors() {
    try {
      python.runtime().call("no_such_operation", Map.of());
    } catch (PythonFailure e) {
      return "arrive with type, message and traceback (" + e.type() + ")";
    }
    throw new IllegalStateException("a Python exception was lost");
  }

  private String cells(SpaceModule space) {
    if (!benchmarks.isEnumerated(space)) {
      return "not enumerated yet; the first command that needs them does it, or 'narq2t space"
          + " enumerate --space %s'".formatted(space.key());
    }
    return reading(
        () ->
            String.format(
                Locale.ROOT,
                "%s, %,d cells",
                benchmarks.cells(space),
                benchmarks.space(space.name()).size()));
  }

  private String table(SpaceModule space) {
    Path file = benchmarks.realTable(space.name());
    if (!Files.exists(file) && space.surrogate().isEmpty()) {
      return "none: 'narq2t data fetch --space %s' says how to get one".formatted(space.key());
    }
    if (!benchmarks.isEnumerated(space)) {
      return file + ", to be read once the cells are enumerated";
    }
    return reading(() -> inWords(space, benchmarks.table(space.name())));
  }

  private String inWords(SpaceModule space, TableFile table) {
    if (table.isSurrogate()) {
      return "embedded surrogate: run 'make data' for the real one";
    }
    Task task = space.tasks().get(0);
    List<String> devices = table.devices(task);
    return String.format(
        Locale.ROOT,
        "%s, %s, %,d of %,d cells known%s",
        benchmarks.realTable(space.name()),
        table.provenance().source(),
        table.known(task, Split.VALIDATION).length,
        table.size(),
        devices.isEmpty() ? "" : "; latencies of " + String.join(", ", devices));
  }

  private interface Reading {
    String finding() throws IOException;
  }

  private static String reading(Reading file) {
    try {
      return file.finding();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
