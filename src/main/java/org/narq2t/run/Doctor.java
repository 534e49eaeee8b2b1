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
import org.narq2t.python.PythonEnvironment;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.python.SharedArray;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;

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
    checks.add(check("NAS-Bench-201 table", this::nasBench201Table));
    checks.addAll(nasBench101());
    return checks;
  }

  /** What there is of NAS-Bench-101: that something is absent is no failure, a broken file is. */
  List<Check> nasBench101() {
    return List.of(
        check("NAS-Bench-101 cells", this::nasBench101Cells),
        check("NAS-Bench-101 table", this::nasBench101Table));
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
    return "torch %s, %d threads, %s, %s"
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
    if (answer.get("address").asLong() % SharedArray.ADDRESS_MODULUS != array.address()) {
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

  private String nasBench201Table() {
    return reading(
        () -> {
          TableFile table = benchmarks.table(NasBench201.NAME);
          return table.isSurrogate()
              ? "embedded surrogate: run 'make data' for the real one"
              : "%s, %s; latencies of %s"
                  .formatted(
                      benchmarks.realTable(NasBench201.NAME),
                      table.provenance().source(),
                      String.join(", ", table.devices(Task.CIFAR10)));
        });
  }

  private String nasBench101Cells() {
    if (!Files.exists(benchmarks.nasBench101File())) {
      return "not enumerated yet; the first command that needs them does it, or"
          + " 'narq2t space enumerate --space nb101'";
    }
    return reading(
        () ->
            String.format(
                Locale.ROOT,
                "%s, %,d cells",
                benchmarks.nasBench101File(),
                benchmarks.nasBench101().size()));
  }

  private String nasBench101Table() {
    Path file = benchmarks.realTable(NasBench101.NAME);
    if (!Files.exists(file)) {
      return "none: 'narq2t data fetch --space nb101' says how to get one";
    }
    if (!Files.exists(benchmarks.nasBench101File())) {
      return file + ", to be read once the cells are enumerated";
    }
    return reading(
        () -> {
          TableFile table = benchmarks.table(NasBench101.NAME);
          return String.format(
              Locale.ROOT,
              "%s, %s, %,d of %,d cells known",
              file,
              table.provenance().source(),
              table.known(Task.CIFAR10, Split.VALIDATION).length,
              table.size());
        });
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
