package org.narq2t.evaluation;

import java.util.OptionalDouble;

/**
 * A row of the paper's Table I, with test accuracies of NAS-Bench-101; what is not printed is
 * empty.
 *
 * @param method as the paper names it; † marks its own implementation of somebody else's method
 * @param average accuracy of the best cells of five runs, %
 * @param best accuracy of the best of them, %
 * @param bestRank its rank among all cells, %
 * @param trainSeconds on the paper's TITAN RTX
 * @param searchSeconds on the same
 */
public record PaperSearchRow(
    String method,
    Figure average,
    OptionalDouble best,
    OptionalDouble bestRank,
    OptionalDouble trainSeconds,
    OptionalDouble searchSeconds) {

  /** Reads {@code method|average|best|rank|train|search}. */
  static PaperSearchRow parse(String line) {
    String[] cells = line.split("\\|");
    return new PaperSearchRow(
        cells[0],
        Figure.parse(cells[1]),
        PaperTables.number(cells[2]),
        PaperTables.number(cells[3]),
        PaperTables.number(cells[4]),
        PaperTables.number(cells[5]));
  }
}
