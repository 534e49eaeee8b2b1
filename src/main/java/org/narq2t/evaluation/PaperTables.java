package org.narq2t.evaluation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.narq2t.space.Dataset;

/** The paper's results, as printed, to stand beside one's own. */
public final class PaperTables {

  /** Where the numbers on NAS-Bench-201 are from, for captions. */
  public static final String SOURCE = "NARQ2T paper, Tables II and III";

  /** Where the numbers on NAS-Bench-101 are from, for captions. */
  public static final String TABLE_I_SOURCE = "NARQ2T paper, Table I";

  /**
   * Kendall's tau of NAR on 1,024 held-out cells of NAS-Bench-101, in each of five runs: from the
   * result notebooks of its authors.
   */
  public static final List<Double> NAR_TAUS = List.of(.7894, .8082, .7893, .7915, .7994);

  /** The paper's Fig. 8: Kendall's tau of NARQ2T on 1,024 cells of NAS-Bench-101, in one run. */
  public static final double NARQ2T_TAU = .7974;

  /** Where the numbers of the sweep over λ1 are from, for captions. */
  public static final String TABLE_IX_SOURCE = "NARQ2T paper, Table IX";

  /** The weight λ1 of the latency loss that the paper settles on. */
  public static final double LATENCY_FACTOR = 7;

  /**
   * Root mean squared error in ms of NARLat on the top five, in each of the authors' ten runs on a
   * data set: from their result sheets. Their means are printed in Table III.
   */
  public static final Map<Dataset, List<Double>> NARLAT_RMSES =
      Map.of(
          Dataset.CIFAR10, List.of(1.64, 1.47, .92, 2.02, .95, 2.90, 1.17, 1.76, .74, 1.32),
          Dataset.CIFAR100, List.of(2.85, 2.13, 2.02, .99, .89, 2.91, 1.21, 1.93, 1.96, 1.85),
          Dataset.IMAGENET16, List.of(1.97, 3.34, 3.10, 2.68, 3.94, 2.11, 1.60, 2.18, 2.54, 3.58));

  // method | average accuracy | best accuracy | best rank % | seconds to train | to search
  private static final String TABLE_1 =
      """
      DARTS|92.21±0.61|93.02|13.47|-|-
      ENAS|91.83±0.42|92.54|22.88|-|-
      FairNAS|91.10±1.84|93.55|0.77|-|-
      SPOS|89.85±3.80|93.84|0.07|-|-
      FBNet|92.29±1.25|93.98|0.05|-|-
      CTNAS†|93.93±0.12|94.14|0.02|188.37|750.97
      ReNAS†|93.93±0.09|94.02|0.09|73.68|-
      GMAE|93.98±0.15|93.99|0.14|-|-
      G-EA|93.99±0.25|-|-|-|30128.32
      NAR (random)|94.06±0.04|94.10|0.03|255.86|53.51
      NAR (statistics)|94.07±0.09|94.19|0.01|292.61|189.94
      NARQ2T (random)|94.06±0.04|94.10|0.03|182.38|59.21
      NARQ2T (statistics)|94.11±0.04|94.17|0.02|205.30|209.17
      """;

  // method | seconds | cifar10 validation, test | cifar100 ... | ImageNet16-120 ...
  private static final String TABLE_2 =
      """
      RSPS|7587|87.60±0.61|91.05±0.66|68.27±0.72|68.26±0.96|39.73±0.34|40.69±0.36
      SETN|31010|90.00±0.97|92.72±0.73|69.19±1.42|69.36±1.72|39.77±0.33|39.51±0.33
      ENAS|13315|90.20±0.00|93.76±0.00|70.21±0.71|70.67±0.62|40.78±0.00|41.44±0.00
      FairNAS|9845|90.07±0.57|93.23±0.18|70.94±0.94|71.00±1.46|41.90±1.00|42.19±0.31
      ReNAS|86.31|90.90±0.31|93.99±0.25|71.96±0.99|72.12±0.79|45.85±0.47|45.97±0.49
      GenNAS|1080|-|94.18±0.10|-|72.56±0.74|-|45.59±0.54
      DARTS-|11520|91.03±0.44|93.80±0.40|71.36±1.51|71.53±1.51|44.87±1.46|45.12±0.82
      BOHB|3.59|91.17±0.27|93.94±0.28|72.04±0.93|72.00±0.86|45.55±0.79|45.70±0.86
      GradSign|-|89.84±0.61|93.31±0.47|70.22±1.32|70.33±1.28|42.07±2.78|42.42±2.81
      GMAE|-|-|94.03±0.11|-|72.56±0.16|-|46.09±0.27
      G-EA|26911|91.26±0.20|93.99±0.23|72.62±0.77|72.36±0.66|45.97±0.72|46.04±0.67
      PRE-NAS|-|91.37±0.28|94.04±0.34|71.95±1.21|72.02±1.22|45.16±1.00|45.34±1.03
      NAR (average)|168.99|91.44±0.10|94.33±0.05|72.54±0.44|72.89±0.37|46.16±0.37|46.66±0.23
      NAR (best)|168.99|91.61|94.37|73.49|73.51|46.50|47.31
      NARQ2T (average)|162.06|91.48±0.04|94.35±0.04|72.73±0.44|73.22±0.17|46.24±0.37|46.93±0.33
      NARQ2T (best)|162.06|91.55|94.37|73.49|73.51|46.50|47.31
      Optimal|-|91.61|94.37|73.49|73.51|46.73|47.31
      """;

  // method | seconds | per data set: validation, test, RMSE in ms, share within 5 %, within 10 %
  private static final String TABLE_3 =
      """
      NAR|168.99|91.44|94.33|-|-|-|72.54|72.89|-|-|-|46.16|46.66|-|-|-
      NARLat|197.16|91.44|94.29|1.49|48|78|72.83|73.11|1.87|44|64|45.91|46.52|2.70|20|48
      NARQ2T|162.06|91.48|94.35|-|-|-|72.73|73.22|-|-|-|46.24|46.93|-|-|-
      NARQ2TLat|161.24|91.27|94.21|1.64|36|72|72.86|73.00|1.95|44|62|45.66|46.75|2.74|14|36
      Optimal|-|91.61|94.37|-|-|-|73.49|73.51|-|-|-|46.73|47.31|-|-|-
      """;

  // λ1 | validation, test accuracy | RMSE in ms, share within 5 %, within 10 %
  private static final String TABLE_9 =
      """
      1|91.29±0.25|94.17±0.19|1.80±0.51|40|64
      2|91.40±0.22|94.21±0.18|1.63±0.57|44|72
      3|91.29±0.26|94.13±0.21|1.78±0.37|36|56
      4|91.27±0.18|94.17±0.19|1.65±0.52|44|64
      5|91.44±0.23|94.29±0.19|1.66±0.57|44|64
      6|91.35±0.21|94.25±0.14|1.62±0.63|36|72
      7|91.44±0.09|94.31±0.07|1.40±0.47|52|84
      8|91.45±0.07|94.29±0.07|1.48±0.58|40|76
      9|91.39±0.15|94.22±0.20|1.38±0.28|52|84
      10|91.45±0.11|94.26±0.10|1.54±0.59|44|72
      """;

  private PaperTables() {}

  /** A printed number; empty where a dash stands. */
  static OptionalDouble number(String cell) {
    return isPrinted(cell) ? OptionalDouble.of(Double.parseDouble(cell)) : OptionalDouble.empty();
  }

  /** Whether the paper prints anything in a cell. */
  static boolean isPrinted(String cell) {
    return !cell.equals("-");
  }

  /** Table I: comparison on NAS-Bench-101, averages of five runs. */
  public static List<PaperSearchRow> tableI() {
    return TABLE_1.lines().map(PaperSearchRow::parse).toList();
  }

  /** Table II: comparison on NAS-Bench-201. */
  public static List<PaperRow> tableII() {
    return rows(TABLE_2, 2);
  }

  /** Table III: latency prediction on NAS-Bench-201. */
  public static List<PaperRow> tableIII() {
    return rows(TABLE_3, 5);
  }

  /**
   * Table IX: NAR by the weight of the latency loss, averages of five runs. Its caption says
   * NAS-Bench-101, which has no latencies; accuracies and latencies are those of CIFAR-10 on
   * NAS-Bench-201.
   */
  public static List<PaperFactorRow> tableIX() {
    return TABLE_9.lines().map(PaperFactorRow::parse).toList();
  }

  private static List<PaperRow> rows(String table, int columnsPerDataset) {
    return table.lines().map(line -> PaperRow.parse(line, columnsPerDataset)).toList();
  }
}
