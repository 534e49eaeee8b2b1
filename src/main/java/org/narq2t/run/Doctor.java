package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.NativeMemory;
import org.narq2t.python.PythonEnvironment;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.python.SharedArray;

/** Checks of the installation, each of which says what it found. */
@ApplicationScoped
public class Doctor {
  private final EmbeddedPython python;
  private final Benchmarks benchmarks;

  Doctor(EmbeddedPython python, Benchmarks benchmarks) {
    this.python = python;
    this.benchmarks = benchmarks;
  }

  /** One check: {@code finding} is what is there, or what is wrong and what to do. */
  public record Check(String name, boolean passed, String finding) {

    static Check of(String name, Supplier<String> examination) {
      try {
        return new Check(name, true, examination.get());
      } catch (PythonUnavailable | PythonFailure | IllegalStateException e) {
        return new Check(name, false, e.getMessage());
      }
    }
  }

  /** Examines all; what needs Python only if there is one. */
  public List<Check> examine() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check("Java", true, System.getProperty("java.vm.name") + " " + Runtime.version()));
    checks.add(Check.of("Python environment", this::environment));
    if (lastPassed(checks)) {
      checks.add(Check.of("interpreter", this::interpreter));
      if (lastPassed(checks)) {
        checks.add(Check.of("shared memory", this::sharedMemory));
        checks.add(Check.of("Python errors", this::errors));
        checks.add(
            Check.of(
                "control interpreter", () -> python.runtime().control("ping", Map.of()).asText()));
      }
    }
    SpaceFiles files = new SpaceFiles(benchmarks);
    Spaces.all().forEach(space -> checks.addAll(files.checks(space)));
    return checks;
  }

  private static boolean lastPassed(List<Check> checks) {
    return checks.get(checks.size() - 1).passed();
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
}
