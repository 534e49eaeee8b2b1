package org.narq2t.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.narq2t.benchmark.Provenance;
import org.narq2t.python.PythonRuntime;
import org.narq2t.settings.Settings;

/** The environment of a run: versions, device, commit, machine, table. */
public final class RunEnvironment {
  /** The version of this build. */
  public static final String VERSION = "0.1.0";

  private RunEnvironment() {}

  public static Map<String, Object> describe(
      Settings settings, PythonRuntime python, Provenance table) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("narq2t", VERSION);
    environment.put("commit", commit(settings.home()));
    environment.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    environment.put("processor", processor());
    environment.put("cores", Runtime.getRuntime().availableProcessors());
    environment.put("python", python.call("versions", Map.of()));
    environment.put("packages", python.environment().packages());
    environment.put("table", table);
    return environment;
  }

  /** The commit of the checkout, "-modified" if files differ from it, or "unknown". */
  public static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder(
                  "git",
                  "-C",
                  home.toString(),
                  "describe",
                  "--always",
                  "--dirty=-modified",
                  "--abbrev=40")
              .redirectErrorStream(true)
              .start();
      String output =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? output : "unknown";
    } catch (IOException e) {
      return "unknown"; // no git here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
