package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * A column of a study with one axis or two as box plots over its seeds, as the paper's Fig. 9 and
 * 10 are.
 *
 * @param name of the column, with its group
 * @param accuracy whether it is an accuracy, which is what most readers look for
 * @param axis what the boxes stand beside each other by
 * @param boxes in the order of the rows
 */
public record BoxChart(String name, boolean accuracy, String axis, List<Box> boxes) {
  private static final int FEWEST = 3; // runs of which a box says more than their points

  /**
   * The runs of a row.
   *
   * @param place its value on the axis
   * @param series its value on the other axis; empty without one
   * @param values of the runs, by seed
   * @param five the lowest, first quartile, median, third quartile and the highest of them
   * @param random what random search with as many queries is expected to reach; NaN if it has none
   */
  public record Box(String place, String series, double[] values, double[] five, double random) {}

  /** The columns that have several runs in a row; none if the study has more axes or one row. */
  static List<BoxChart> of(ReportedRuns runs, List<TableColumn> columns) {
    List<RunGroup> groups = runs.groups();
    boolean drawn =
        runs.headings().size() <= 2
            && groups.size() > 1
            && groups.stream().anyMatch(group -> group.runs().size() >= FEWEST);
    if (!drawn) {
      return List.of();
    }
    int axis = widest(groups, runs.headings().size());
    List<BoxChart> charts = new ArrayList<>();
    for (TableColumn column : columns) {
      if (column.over() == TableColumn.Over.MEAN && !column.metric().isCount()) {
        List<Box> boxes =
            groups.stream()
                .map(group -> box(group, column, axis))
                .filter(box -> box.values().length > 0)
                .toList();
        if (boxes.stream().anyMatch(box -> box.values().length >= FEWEST)) {
          charts.add(
              new BoxChart(
                  column.title(), column.metric().isAccuracy(), runs.headings().get(axis), boxes));
        }
      }
    }
    return List.copyOf(charts);
  }

  /** The axis with the most values; the first of equal ones. */
  private static int widest(List<RunGroup> groups, int axes) {
    return IntStream.range(0, axes)
        .boxed()
        .max(
            Comparator.comparingLong(
                    (Integer axis) ->
                        groups.stream()
                            .map(group -> group.variant().labels().get(axis))
                            .distinct()
                            .count())
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private static Box box(RunGroup group, TableColumn column, int axis) {
    GroupCells cells = new GroupCells(group, column);
    double[] values = cells.values();
    List<String> labels = group.variant().shownLabels();
    return new Box(
        labels.get(axis),
        labels.size() == 1 ? "" : labels.get(1 - axis),
        rounded(values),
        values.length == 0 ? values : rounded(five(values)),
        Numbers.rounded(cells.random().figure().mean()));
  }

  /** Quartiles are linear between values. */
  static double[] five(double[] values) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values);
    return new double[] {
      Arrays.stream(values).min().orElseThrow(),
      percentile.evaluate(25),
      percentile.evaluate(50),
      percentile.evaluate(75),
      Arrays.stream(values).max().orElseThrow()
    };
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values).map(Numbers::rounded).toArray();
  }
}
