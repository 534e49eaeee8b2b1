package org.narq2t.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import org.narq2t.run.Benchmarks;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "space",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(enumerate | show)",
    description = {
      "Search spaces: enumerate NAS-Bench-101, show architectures.",
      "",
      "A cell of NAS-Bench-101 is a graph of at most 7 vertices and 9 edges; its name is the"
          + " official module hash, the same for isomorphic cells. The 423,624 distinct cells are"
          + " enumerated once and kept beside the tables; a cell's index is the rank of its hash."
          + " NAS-Bench-201 needs none of this."
    },
    subcommands = ArchitectureShowCommand.class)
public final class SpaceCommand {
  @Spec CommandSpec spec;
  private final Benchmarks benchmarks;
  private final EnumeratedSpaces spaces;

  SpaceCommand(Benchmarks benchmarks, EnumeratedSpaces spaces) {
    this.benchmarks = benchmarks;
    this.spaces = spaces;
  }

  /**
   * An enumerated space, as JSON.
   *
   * @param file of its cells; left out where it needs none
   */
  record Enumerated(
      String space, int cells, @JsonInclude(JsonInclude.Include.NON_EMPTY) String file) {}

  @Command(
      description =
          "Enumerates a space and keeps it: 20 MB, some ten seconds on two cores. Commands that"
              + " need the space do it by themselves.",
      mixinStandardHelpOptions = true)
  int enumerate(
      @Option(
              names = "--space",
              required = true,
              paramLabel = "SPACE",
              description = "One of ${COMPLETION-CANDIDATES}; nb201 needs no enumeration.",
              completionCandidates = SpaceOption.ShortNames.class,
              converter = SpaceOption.Converter.class)
          SpaceModule space,
      @Option(names = "--force", description = "Enumerate again what is there already.")
          boolean force,
      @Option(names = "--json", description = "Prints which cells there are as one JSON object.")
          boolean json)
      throws IOException {
    PrintWriter out = json ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getOut();
    if (space.cellFile().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%s needs no enumeration: its %,d architectures follow from their index.%n",
          space.title(),
          benchmarks.space(space.name()).size());
    } else if (benchmarks.isEnumerated(space) && !force) {
      out.printf(
          Locale.ROOT,
          "Enumerated already: %,d cells in %s (--force does it again)%n",
          benchmarks.space(space.name()).size(),
          benchmarks.cells(space));
    } else {
      long start = System.nanoTime();
      SearchSpace enumerated = spaces.enumerate(space);
      out.printf(
          Locale.ROOT,
          "Enumerated %,d distinct cells in %.1f s: %s%n",
          enumerated.size(),
          (System.nanoTime() - start) * 1e-9,
          benchmarks.cells(space));
    }
    if (json) {
      Answers.print(
          spec.commandLine(),
          new Enumerated(
              space.name(),
              benchmarks.space(space.name()).size(),
              space.cellFile().isEmpty() ? "" : benchmarks.cells(space).toString()));
    }
    return 0;
  }
}
