package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.regex.Pattern;
import org.narq2t.space.nasbench101.NasBench101;

/** Cells that a user names, as the networks of their space are written. */
@ApplicationScoped
class NamedCells {
  private static final Pattern MODULE_HASH = Pattern.compile("[0-9a-f]{32}");

  private final EnumeratedCells cells;

  @Inject
  NamedCells(EnumeratedCells cells) {
    this.cells = cells;
  }

  /**
   * The cell of a module hash, for which the space is enumerated if it never was; else as given.
   */
  String text(SpaceName space, String given) throws IOException {
    if (space != SpaceName.NB101 || !MODULE_HASH.matcher(given).matches()) {
      return given;
    }
    NasBench101 graphs = cells.open();
    return graphs.cell(graphs.indexOf(given)).text();
  }
}
