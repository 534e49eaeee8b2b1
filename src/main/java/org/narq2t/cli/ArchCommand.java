package org.narq2t.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "arch",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(show)",
    description =
        "Architectures of every space: costs, graph, and the tensor that a predictor sees.",
    subcommands = ArchShowCommand.class)
public final class ArchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
