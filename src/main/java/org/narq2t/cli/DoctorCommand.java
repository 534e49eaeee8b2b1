package org.narq2t.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.narq2t.run.Doctor;
import org.narq2t.run.Doctor.Check;
import org.narq2t.run.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the installation from inside the JVM: Java, the Python environment, the versions of"
          + " JEP's two halves, torch and its device, memory shared without a copy, and the benchmark"
          + " table."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final Doctor doctor;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  DoctorCommand(Doctor doctor) {
    this.doctor = doctor;
  }

  @Override
  public Integer call() throws Exception {
    List<Check> checks = doctor.examine();
    boolean healthy = checks.stream().allMatch(Check::passed);
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(Map.of("healthy", healthy, "checks", checks)));
    } else {
      for (Check check : checks) {
        out.printf(
            "%s  %-22s %s%n", check.passed() ? "ok  " : "FAIL", check.name(), check.finding());
      }
      out.println(healthy ? "Everything works." : "Something is wrong: see FAIL above.");
    }
    return healthy ? 0 : 1;
  }
}
