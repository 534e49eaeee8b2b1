package org.narq2t.cli;

import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.narq2t.cli.FittingTable.Column;
import org.narq2t.run.Spaces;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists runs, the newest first. A terminal shows the columns that fit, a pipe all of them.",
    footer = {
      "",
      "Examples:",
      "  narq2t runs list --dataset cifar100 --sort validation --limit 10",
      "  narq2t runs list --text pixel3 --state finished"
    })
public final class RunsListCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  private static final FittingTable<RunDescription> TABLE =
      new FittingTable<>(
          List.of(
              number("run", 13, run -> Long.toString(run.run())),
              text("state", 12, RunsListCommand::state),
              text("space", 4, run -> Spaces.searchable(run.space()).key()),
              text("data set", 11, RunDescription::dataset),
              text("preset", 7, RunsListCommand::preset),
              text("limits", 6, RunDescription::limits),
              number("seed", 9, run -> Long.toString(run.seed())),
              number("valid. %", 10, run -> accuracy(run, "validation")),
              number("oracle %", 5, run -> accuracy(run, "oracle-test")),
              number("tau", 3, RunsListCommand::tau),
              number("seconds", 2, run -> figure(run.figures().get("seconds"), "%.0f")),
              text("table", 1, RunDescription::benchmark),
              text("submitted", 4, run -> run.submittedAt().format(MINUTES)),
              text("name", 8, run -> run.label().title())));

  @Spec CommandSpec spec;
  private final RunStore store;
  private final RunDescriptions descriptions;

  @Mixin RunSelectionOptions chosen;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "newest (default), oldest, seed, validation, oracle-test, tau or seconds.")
  String order = RunOrder.NEWEST.key();

  @Option(names = "--limit", paramLabel = "N", description = "The largest number of runs to list.")
  int limit = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  RunsListCommand(RunStore store, RunDescriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit cannot be " + limit + "; it is at least 1");
    }
    RunFilter selection = chosen.selection();
    List<RunDescription> all =
        store.list(selection, RunOrder.of(order), 0, limit).stream()
            .map(descriptions::brief)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Answers.print(spec.commandLine(), all);
    } else if (!all.isEmpty()) {
      out.println(TABLE.of(all, Terminal.columns()));
      if (all.stream().anyMatch(RunDescription::isWithoutTest)) {
        out.println("v: validation accuracies, the table of that space has no others");
      }
    } else if (selection.equals(RunFilter.ALL)) {
      out.println("No runs. Start with: narq2t run configs/examples/smoke.yaml");
    } else {
      out.println("No runs match; 'narq2t runs list' lists all.");
    }
    return 0;
  }

  private static Column<RunDescription> number(
      String header, int importance, Function<RunDescription, String> cell) {
    return new Column<>(header, importance, true, cell);
  }

  private static Column<RunDescription> text(
      String header, int importance, Function<RunDescription, String> cell) {
    return new Column<>(header, importance, false, cell);
  }

  private static String state(RunDescription run) {
    return run.state().isActive() && run.progress().steps() > 0
        ? "%s %d %%".formatted(run.progress().stage(), run.progress().percent())
        : run.state().key();
  }

  /** {@code sequential, gp}; {@code as-released +14}: so many settings are not the preset's. */
  private static String preset(RunDescription run) {
    boolean changed = run.settingsChanged() != null && run.settingsChanged() > 0;
    return run.method(run.preset(), ", ") + (changed ? " +" + run.settingsChanged() : "");
  }

  private static String accuracy(RunDescription run, String rule) {
    return figure(run.accuracy(rule), "%.2f") + (run.isWithoutTest() ? " v" : "");
  }

  private static String tau(RunDescription run) {
    return figure(
        run.figures().getOrDefault("tau_test", run.figures().get("tau_validation")), "%.3f");
  }

  private static String figure(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
