package org.narq2t.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands in this JVM, as the command line would. */
final class Commands {

  /** What a command printed and returned; {@code err} has an error's message. */
  record Output(int status, String out, String err) {}

  private Commands() {}

  static Output run(CommandLine.IFactory factory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new Narq2tCommand(), factory)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(
                (error, commandLine, result) -> {
                  err.write(error.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(arguments);
    return new Output(status, out.toString(), err.toString());
  }
}
