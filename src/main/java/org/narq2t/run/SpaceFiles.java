package org.narq2t.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.narq2t.benchmark.TableFile;
import org.narq2t.ledger.Split;
import org.narq2t.run.Doctor.Check;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.Task;

/** The files of this installation for a space: its cells and the table of its results. */
record SpaceFiles(Benchmarks benchmarks) {

  /** The files of a space: an absent one is no failure, a broken one is. */
  List<Check> checks(SpaceModule space) {
    List<Check> checks = new ArrayList<>();
    if (space.cellFile().isPresent()) {
      checks.add(Check.of(space.title() + " cells", () -> cells(space)));
    }
    checks.add(Check.of(space.title() + " table", () -> table(space)));
    return checks;
  }

  private String cells(SpaceModule space) {
    if (!benchmarks.isEnumerated(space)) {
      return "not enumerated yet; the first command that needs them does it, or 'narq2t space"
          + " enumerate --space %s'".formatted(space.key());
    }
    return reading(
        () ->
            String.format(
                Locale.ROOT,
                "%s, %,d cells",
                benchmarks.cells(space),
                benchmarks.space(space.name()).size()));
  }

  private String table(SpaceModule space) {
    Path file = benchmarks.realTable(space.name());
    if (!Files.exists(file) && space.surrogate().isEmpty()) {
      return "none: 'narq2t data fetch --space %s' says how to get one".formatted(space.key());
    }
    if (!benchmarks.isEnumerated(space)) {
      return file + ", to be read once the cells are enumerated";
    }
    return reading(() -> inWords(space, benchmarks.table(space.name())));
  }

  private String inWords(SpaceModule space, TableFile table) {
    if (table.isSurrogate()) {
      return "embedded surrogate: run 'make data' for the real one";
    }
    Task task = space.tasks().get(0);
    List<String> devices = table.devices(task);
    return String.format(
        Locale.ROOT,
        "%s, %s, %,d of %,d cells known%s",
        benchmarks.realTable(space.name()),
        table.provenance().source(),
        table.known(task, Split.VALIDATION).length,
        table.size(),
        devices.isEmpty() ? "" : "; latencies of " + String.join(", ", devices));
  }

  private interface Reading {
    String finding() throws IOException;
  }

  private static String reading(Reading file) {
    try {
      return file.finding();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
