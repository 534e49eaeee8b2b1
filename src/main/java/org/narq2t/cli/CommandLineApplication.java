package org.narq2t.cli;

import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.ActiveRuns;
import picocli.CommandLine;

/** Runs one command inside Quarkus. */
public class CommandLineApplication implements QuarkusApplication {
  private final CommandLine.IFactory factory;
  private final EmbeddedPython python;
  private final ActiveRuns runs;
  private final Settings settings;

  CommandLineApplication(
      CommandLine.IFactory factory, EmbeddedPython python, ActiveRuns runs, Settings settings) {
    this.factory = factory;
    this.python = python;
    this.runs = runs;
    this.settings = settings;
  }

  @Override
  public int run(String... arguments) {
    OrderlyExit exit = new OrderlyExit(python, runs, arguments);
    if (!exit.install()) {
      return OrderlyExit.STOPPED;
    }
    int status;
    try {
      status = execute(arguments);
    } catch (RuntimeException e) {
      // Told to end while the commands were made, it finds no beans any more.
      if (QuietShutdown.begun()) {
        return OrderlyExit.STOPPED;
      }
      throw e;
    }
    exit.over();
    python.stopPatiently();
    return status;
  }

  private int execute(String... arguments) {
    return commandLine(factory)
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(
            (error, command, result) ->
                python.isStopping()
                    ? OrderlyExit.STOPPED
                    : CommandErrors.explain(error, command, result))
        .setExecutionStrategy(
            result -> {
              requireData();
              return new CommandLine.RunLast().execute(result);
            })
        .execute(arguments);
  }

  /** All commands, which say in a sentence what was wrong. */
  static CommandLine commandLine(CommandLine.IFactory factory) {
    return new CommandLine(new Narq2tCommand(), factory)
        .registerConverter(Path.class, CommandLineApplication::path)
        .setUsageHelpWidth(Narq2tCommand.HELP_WIDTH)
        .setExecutionExceptionHandler(CommandErrors::explain)
        .setParameterExceptionHandler(CommandErrors::refuse);
  }

  /** An empty one would be the folder that one is in. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new CommandLine.TypeConversionException("it is empty; name a file or a folder");
    }
    return Path.of(text);
  }

  /** A folder that was mistyped would be made, and answered from the surrogate. */
  private void requireData() {
    Path data = settings.data();
    if (!Files.isDirectory(data) && !data.equals(settings.home().resolve("data"))) {
      throw new CommandLine.ParameterException(
          commandLine(factory),
          "NARQ2T_DATA names %s, and there is no such folder: make it, or correct the name"
              .formatted(data));
    }
  }
}
