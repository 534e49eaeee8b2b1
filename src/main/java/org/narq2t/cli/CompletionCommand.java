package org.narq2t.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script by which bash and zsh complete the commands and options of narq2t.",
    footer = {
      "",
      "In ~/.bashrc or, after 'autoload -U bashcompinit && bashcompinit', in ~/.zshrc:",
      "  source <(/path/to/narq2t completion)"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(AutoComplete.bash("narq2t", spec.root().commandLine()));
    return 0;
  }
}
