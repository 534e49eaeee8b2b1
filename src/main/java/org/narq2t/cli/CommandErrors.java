package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.limits.LimitsNotKept;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.tracking.DatabaseUnavailable;
import org.narq2t.tracking.RunLocked;
import org.narq2t.tracking.RunStopped;
import org.narq2t.tracking.WrongState;
import picocli.CommandLine;

/** Errors of commands in a sentence, with their exit codes. */
final class CommandErrors {
  private CommandErrors() {}

  /** Says what was wrong with the arguments, without the pages of help. */
  static int refuse(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    command.getErr().println("Error: " + sentence(error));
    CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr());
    command.getErr().printf("'%s --help' explains it.%n", command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  /** Without the optional arguments, all of which picocli lists beside the required ones. */
  private static String sentence(CommandLine.ParameterException error) {
    String message = error.getMessage();
    return error instanceof CommandLine.MissingParameterException
        ? message
            .replaceFirst("^Error: ", "")
            .replaceAll("\\[[^\\[\\]]*\\]", "")
            .replaceAll(" +(?=[ \\]])", "")
        : message;
  }

  /** Another process stopped the run. */
  private static int stopped(CommandLine commandLine) {
    commandLine
        .getErr()
        .println("Stopped. 'narq2t runs list' shows the run, 'narq2t runs resume RUN' goes on.");
    return OrderlyExit.STOPPED;
  }

  /** Says what was wrong in a sentence. */
  static int explain(Exception error, CommandLine commandLine, CommandLine.ParseResult result) {
    PrintWriter err = commandLine.getErr();
    if (error instanceof RunStopped || error instanceof PythonFailure failure && failure.isStop()) {
      return stopped(commandLine);
    }
    if (error instanceof PythonFailure failure && failure.isRefusal()) {
      err.println("Error: " + failure.pythonMessage());
    } else if (error instanceof InvalidConfiguration
        || error instanceof IllegalArgumentException
        || error instanceof PythonUnavailable
        || error instanceof DatabaseUnavailable
        || error instanceof RunLocked
        || error instanceof IOException
        || error instanceof java.io.UncheckedIOException) {
      err.println("Error: " + error.getMessage());
    } else {
      unforeseen(error, err);
    }
    return isOfArguments(error) ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** Whether what was given cannot be, whatever else is there. */
  private static boolean isOfArguments(Exception error) {
    return error instanceof InvalidConfiguration
        || error instanceof IllegalArgumentException
            && !(error instanceof WrongState)
            && !(error instanceof LimitsNotKept);
  }

  /** An error of this program: a sentence for whoever runs it, the rest for whoever corrects it. */
  private static void unforeseen(Exception error, PrintWriter err) {
    err.println("Error: " + (error.getMessage() == null ? error : error.getMessage()));
    try {
      Path log = Files.createTempFile("narq2t-error-", ".log");
      try (PrintWriter details = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
        error.printStackTrace(details);
      }
      err.println("This is an error of narq2t itself. The details are in " + log);
    } catch (IOException e) {
      error.printStackTrace(err);
    }
  }
}
