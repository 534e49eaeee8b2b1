package org.narq2t.report;

import java.util.List;
import org.narq2t.run.RunConfiguration;

/**
 * How runs are laid out in a table: which stand together, in which order, and how each is called.
 */
public interface Arrangement {

  /** By data set; what else differs is told as settings. */
  Arrangement BY_DATASET =
      new Arrangement() {
        @Override
        public List<String> headings() {
          return List.of(Messages.text("heading.dataset"));
        }

        @Override
        public Place of(RunConfiguration run) {
          return new Place(run.dataset().place(), List.of(Messages.dataset(run.dataset())));
        }
      };

  /**
   * Where a run stands.
   *
   * @param order among the others
   * @param labels one for each heading
   */
  record Place(int order, List<String> labels) {}

  /** The headings of the labels. */
  List<String> headings();

  /** The subject of the runs, for the heading of their report; empty if nothing says it. */
  default String title() {
    return "";
  }

  /** The command that does such runs, without their seeds; empty if none does all of them. */
  default String command() {
    return "";
  }

  /** How many runs each place is to have, with different seeds; 0 if nobody said. */
  default int seeds() {
    return 0;
  }

  /** The tables that show the runs. */
  default List<TableLayout> layouts() {
    return TableLayout.standard();
  }

  /**
   * In how many settings a run differs from those that its place stands for. Published figures
   * stand only beside runs without any.
   */
  default int changes(RunConfiguration run) {
    return 0;
  }

  /** The published figures of the same. */
  default Published published() {
    return Published.NONE;
  }

  /** The place of a run. Runs in one place that differ by their settings still have own rows. */
  Place of(RunConfiguration run);
}
