package org.narq2t.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The chosen Python as it describes itself, checked before any native library is loaded.
 *
 * @param executable the interpreter, for example {@code .venv/bin/python}
 * @param sources folder that holds the {@code narq2t} package
 * @param libjep JEP's native library in that environment
 * @param version Python version, for example {@code 3.11.7}
 * @param packages installed version of each package that narq2t needs
 */
public record PythonEnvironment(
    Path executable, Path sources, Path libjep, String version, Map<String, String> packages) {

  private static final String INSTALL = "run 'make setup'";

  /**
   * Asks the interpreter at {@code executable} what it has, and checks it.
   *
   * @throws PythonUnavailable if the interpreter, JEP's library, numpy or torch is missing, or if
   *     JEP's jar and native library are of different releases
   */
  public static PythonEnvironment inspect(Path executable, Path sources) {
    if (!Files.isExecutable(executable)) {
      throw new PythonUnavailable(
          "No Python at %s: %s, or set NARQ2T_PYTHON to an environment made from environment.yml"
              .formatted(executable, INSTALL));
    }
    Path script = sources.resolve("narq2t/environment.py");
    if (!Files.isRegularFile(script)) {
      throw new PythonUnavailable(
          "The narq2t Python package is not in %s: set narq2t.python.sources to the folder 'python'"
              .formatted(sources));
    }
    JsonNode report = ask(executable, script);
    Map<String, String> packages = new TreeMap<>();
    report
        .get("packages")
        .properties()
        .forEach(e -> packages.put(e.getKey(), e.getValue().asText()));
    check(executable, report, packages);
    return new PythonEnvironment(
        executable,
        sources,
        Path.of(report.get("libjep").asText()),
        report.get("version").asText(),
        packages);
  }

  private static JsonNode ask(Path executable, Path script) {
    try {
      Process process =
          new ProcessBuilder(executable.toString(), "-I", script.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new PythonUnavailable(
            "%s could not describe itself; it said: %s".formatted(executable, output.strip()));
      }
      return new ObjectMapper().readTree(output);
    } catch (JsonProcessingException e) {
      throw new PythonUnavailable(executable + " is not a Python that narq2t can use", e);
    } catch (IOException e) {
      throw new PythonUnavailable("Cannot run " + executable + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PythonUnavailable("Interrupted while asking " + executable, e);
    }
  }

  private static void check(Path executable, JsonNode report, Map<String, String> packages) {
    String version = report.get("version").asText();
    if (!version.startsWith("3.11.")) {
      throw new PythonUnavailable(
          "%s is Python %s; narq2t needs Python 3.11: %s".formatted(executable, version, INSTALL));
    }
    for (String needed : new String[] {"numpy", "torch", "safetensors", "jep"}) {
      if (!packages.containsKey(needed)) {
        throw new PythonUnavailable(
            "%s has no package '%s': %s".formatted(executable, needed, INSTALL));
      }
    }
    if (report.get("libjep").isNull()) {
      throw new PythonUnavailable(
          "%s has jep without its native library: reinstall it with a JDK and a C compiler present,"
                  .formatted(executable)
              + " 'make setup'");
    }
    String jar = jarVersion();
    if (!jar.equals(packages.get("jep"))) {
      throw new PythonUnavailable(
          "JEP's jar is %s but %s has jep %s; they must be the same release: %s"
              .formatted(jar, executable, packages.get("jep"), INSTALL));
    }
  }

  /** Release of JEP's jar on the class path. */
  static String jarVersion() {
    try (InputStream in =
        jep.Jep.class.getResourceAsStream("/META-INF/maven/org.ninia/jep/pom.properties")) {
      if (in == null) {
        throw new PythonUnavailable("JEP's jar does not tell its version");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new PythonUnavailable("JEP's jar cannot be read", e);
    }
  }
}
