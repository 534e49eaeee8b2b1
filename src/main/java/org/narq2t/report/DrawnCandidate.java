package org.narq2t.report;

import java.util.List;
import org.narq2t.run.Iteration;
import org.narq2t.space.Presenter;

/**
 * A candidate of a search with its cell.
 *
 * @param svg the cell, as inline SVG
 */
record DrawnCandidate(RankedCandidate row, String svg) {

  /** The best of some iterations by the reported accuracy, each architecture once. */
  static List<DrawnCandidate> best(
      Presenter space, RunGroup group, List<Iteration> iterations, int count) {
    return RankedCandidate.best(group, iterations, count).stream()
        .map(row -> new DrawnCandidate(row, space.drawing(row.description())))
        .toList();
  }
}
