package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs commands in this JVM, as the command line would. */
public final class Commands {

  /**
   * The output and exit status of a command; {@code err} has an error's message without {@code
   * Error:}.
   */
  public record Output(int status, String out, String err) {}

  private Commands() {}

  public static Output run(CommandLine.IFactory factory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandLineApplication.commandLine(factory)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Output(status, out.toString(), err.toString().strip().replaceFirst("^Error: ", ""));
  }

  /** Queues the smoke run with these overrides; returns its number. */
  static long queue(CommandLine.IFactory factory, String... overrides) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "configs/examples/smoke.yaml", "--queue"));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    Output output = run(factory, arguments.toArray(String[]::new));
    assertThat(output.out()).startsWith("Queued as run ");
    return Long.parseLong(output.out().strip().substring("Queued as run ".length()));
  }
}
