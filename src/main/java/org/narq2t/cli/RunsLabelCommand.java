package org.narq2t.cli;

import java.util.concurrent.Callable;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = "Names a run, tags it, or leaves a note with it; what is not given stays.",
    footer = {
      "",
      "Examples:",
      "  narq2t runs label 7 --name 'first try' --tag pixel3 --tag small",
      "  narq2t runs label 7 --note ''                           takes the note away"
    })
public final class RunsLabelCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final RunStore store;

  @Parameters(paramLabel = "RUN", description = "Its number, as 'narq2t runs list' shows it.")
  long number;

  @Mixin RunLabelOptions label;

  @Option(names = "--json", description = "Prints the label as one JSON object.")
  boolean json;

  RunsLabelCommand(RunStore store) {
    this.store = store;
  }

  @Override
  public Integer call() {
    if (!label.isGiven()) {
      throw new ParameterException(spec.commandLine(), "Give --name, --tag or --note");
    }
    store.label(number, label.over(store.get(number).label()));
    if (json) {
      Answers.print(spec.commandLine(), store.get(number).label());
    } else {
      spec.commandLine().getOut().println("Run " + number + " is labelled");
    }
    return 0;
  }
}
