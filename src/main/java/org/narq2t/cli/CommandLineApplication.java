package org.narq2t.cli;

import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.files.FileFormatException;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.tracking.DatabaseUnavailable;
import org.narq2t.tracking.RunLocked;
import org.narq2t.tracking.RunStopped;
import picocli.CommandLine;

/** Runs one command inside Quarkus. */
public class CommandLineApplication implements QuarkusApplication {
  @Inject CommandLine.IFactory factory;
  @Inject EmbeddedPython python;

  @Override
  public int run(String... arguments) {
    OrderlyExit.install(python);
    CommandLine commandLine = new CommandLine(new Narq2tCommand(), factory);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setUsageHelpWidth(Narq2tCommand.HELP_WIDTH);
    commandLine.setExecutionExceptionHandler(CommandLineApplication::explain);
    commandLine.setParameterExceptionHandler(CommandLineApplication::refuse);
    int status = commandLine.execute(arguments);
    python.stopPatiently();
    return status;
  }

  /** Says what was wrong with the arguments, without the pages of help. */
  private static int refuse(CommandLine.ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    command.getErr().println("Error: " + error.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr());
    command.getErr().printf("'%s --help' explains it.%n", command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  private static int stopped(CommandLine commandLine) {
    boolean resumes = commandLine.getCommandSpec().findOption("--resume") != null;
    commandLine
        .getErr()
        .println(
            resumes
                ? "Stopped. The same command with --resume goes on."
                : "Stopped. 'narq2t runs list' shows the run, 'narq2t runs resume RUN' goes on with"
                    + " it.");
    return 130;
  }

  /** Says what was wrong in a sentence. */
  private static int explain(
      Exception error, CommandLine commandLine, CommandLine.ParseResult result) {
    PrintWriter err = commandLine.getErr();
    if (error instanceof RunStopped) {
      return stopped(commandLine);
    }
    if (error instanceof PythonFailure failure) {
      if (failure.isStop()) {
        return stopped(commandLine);
      }
      if (failure.isRefusal()) {
        err.println("Error: " + failure.pythonMessage());
      } else {
        unforeseen(failure, err);
      }
    } else if (error instanceof InvalidConfiguration
        || error instanceof PythonUnavailable
        || error instanceof DatabaseUnavailable
        || error instanceof RunLocked
        || error instanceof FileFormatException
        || error instanceof java.io.IOException
        || error instanceof java.io.UncheckedIOException
        || error instanceof IllegalArgumentException) {
      err.println("Error: " + error.getMessage());
    } else {
      unforeseen(error, err);
    }
    return CommandLine.ExitCode.SOFTWARE;
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
