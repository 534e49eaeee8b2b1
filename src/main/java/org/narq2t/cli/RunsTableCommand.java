package org.narq2t.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.files.AtomicFile;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = {
      "Writes one table over many runs as CSV: a row for each run with its settings and figures, or a"
          + " row for each result that they looked up or trained.",
    },
    footer = {
      "",
      "Examples:",
      "  narq2t runs table --dataset cifar10 --out runs.csv",
      "  narq2t runs table --look-ups --text pixel3 --out look-ups.csv"
    })
public final class RunsTableCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final RunStore store;
  private final Runs runs;
  private final RunDescriptions descriptions;

  @Mixin RunSelectionOptions chosen;

  @Option(
      names = "--look-ups",
      description = "A row for each result of the finished runs, instead of one for each run.")
  boolean lookUps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write to; without it, standard output.")
  Optional<Path> out = Optional.empty();

  RunsTableCommand(RunStore store, Runs runs, RunDescriptions descriptions) {
    this.store = store;
    this.runs = runs;
    this.descriptions = descriptions;
  }

  @Override
  public Integer call() throws IOException {
    List<RunDescription> all =
        store.list(chosen.selection(), RunOrder.OLDEST, 0, Integer.MAX_VALUE).stream()
            .filter(run -> !lookUps || run.state() == RunState.FINISHED)
            .map(descriptions::of)
            .toList();
    List<String> lines =
        lookUps ? RunsTable.lookUps(all, run -> runs.folder(run.run())) : RunsTable.runs(all);
    String table = String.join("\n", lines) + "\n";
    if (out.isPresent()) {
      AtomicFile.write(out.get(), table);
    } else {
      spec.commandLine().getOut().print(table);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
