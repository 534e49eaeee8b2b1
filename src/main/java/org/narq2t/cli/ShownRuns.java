package org.narq2t.cli;

import java.util.Optional;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.comparison.PresetDistance;
import org.narq2t.run.FoundCells;
import org.narq2t.tracking.Runs;

/** Shows runs that are done one after the other: a progress bar of each, then what it found. */
final class ShownRuns implements AutoCloseable {
  private final Printout out;
  private final FoundCells foundCells;
  private final PresetDistance presets;
  private Optional<ProgressDisplay> display = Optional.empty();

  ShownRuns(Printout out, FoundCells foundCells, PresetDistance presets) {
    this.out = out;
    this.presets = presets;
    this.foundCells = foundCells;
  }

  /** The progress of the next run. */
  ProgressDisplay progress(String name) {
    ProgressDisplay next = new ProgressDisplay(name);
    display = Optional.of(next);
    return next;
  }

  /**
   * Prints a run that is over.
   *
   * @param ranker whether to print how good its ranker is
   */
  void finished(Runs.Recorded run, boolean ranker) {
    close();
    RunSummary.print(
        out,
        run.number(),
        run.finished().result(),
        presets.text(run.finished().result().configuration()),
        foundCells.of(run.finished()),
        ranker);
  }

  /** Ends the progress bar. */
  @Override
  public void close() {
    display.ifPresent(ProgressDisplay::close);
  }

  /** A table in words; of the surrogate, that its numbers are no results. */
  static String origin(BenchmarkTable table) {
    return table.isSurrogate() ? "the embedded surrogate" : table.provenance().source();
  }

  /** The warning that goes with the surrogate; empty for a real table. */
  static String warning(BenchmarkTable table) {
    return table.isSurrogate()
        ? ". Its numbers are not benchmark results: 'make data' gets the real table."
        : "";
  }
}
