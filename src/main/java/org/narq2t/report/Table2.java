package org.narq2t.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperRow;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.ledger.Split;
import org.narq2t.report.TableLines.Column;
import org.narq2t.report.TableLines.Line;
import org.narq2t.run.RunResult;
import org.narq2t.space.Dataset;

/**
 * The paper's Table II with the rows of a study above the paper's.
 *
 * <p>Every row of the study names its selection rule and its number of queries and is followed by
 * random search with as many.
 *
 * @param surrogate whether the study's rows are no benchmark results
 * @param caveat what the study's rows rest on, where it is not what one would take it for
 * @param differences from the paper's NARQ2T mean; empty where a comparison says nothing
 */
record Table2(
    List<Dataset> datasets,
    boolean surrogate,
    String caveat,
    List<Row> rows,
    List<Difference> differences)
    implements ComparisonTable {

  static final String PAPER_QUERIES = "1,506";
  private static final String PAPER_NARQ2T = "NARQ2T (average)";

  /**
   * A row; accuracies in %, a missing one is absent.
   *
   * @param rule what was selected by; "not stated" where the paper gives none
   * @param queries trained results that were looked up, in words
   */
  record Row(
      Origin origin,
      String method,
      String rule,
      String queries,
      OptionalDouble costSeconds,
      Map<Dataset, Figure> validation,
      Map<Dataset, Figure> test) {

    /** The accuracies of one split. */
    Map<Dataset, Figure> accuracies(Split split) {
      return split == Split.TEST ? test : validation;
    }
  }

  /**
   * How far the oracle-test mean is from the paper's.
   *
   * @param points percentage points
   * @param deviations the same in units of the paper's standard deviation
   */
  record Difference(Dataset dataset, Split split, double points, double deviations) {}

  /** Puts the table together. */
  static Table2 of(Study study) {
    List<Row> rows = new ArrayList<>();
    List<Dataset> datasets = study.groups().stream().map(StudyGroup::dataset).toList();
    OptionalDouble cost = study.results().stream().mapToDouble(RunResult::cost).average();
    Map<Dataset, SelectionSummary> oracle = summaries(study, Rule.ORACLE_TEST);
    StudyRows ours = new StudyRows(study.mark(), cost);
    rows.addAll(ours.means(Rule.ORACLE_TEST, oracle));
    if (oracle.values().stream().anyMatch(summary -> summary.seeds() > 1)) {
      rows.addAll(ours.best(Rule.ORACLE_TEST, oracle));
    }
    rows.addAll(ours.means(Rule.VALIDATION, summaries(study, Rule.VALIDATION)));
    rows.add(ours.optimum(study));
    PaperTables.tableII().forEach(row -> rows.add(published(row, datasets)));
    boolean comparable =
        !study.isSurrogate() && study.groups().stream().allMatch(g -> g.scope().isWhole());
    return new Table2(
        datasets,
        study.isSurrogate(),
        study.caveat(),
        List.copyOf(rows),
        comparable ? differences(oracle) : List.of());
  }

  /** What a rule found on each data set; a data set without such a report is absent. */
  private static Map<Dataset, SelectionSummary> summaries(Study study, Rule rule) {
    Map<Dataset, SelectionSummary> summaries = new EnumMap<>(Dataset.class);
    for (StudyGroup group : study.groups()) {
      group.summary(rule).ifPresent(summary -> summaries.put(group.dataset(), summary));
    }
    return summaries;
  }

  private static Row published(PaperRow row, List<Dataset> datasets) {
    boolean optimum = row.method().equals("Optimal");
    boolean authors = row.method().startsWith("NAR");
    String best = row.method().endsWith("(best)") ? "10 × " : "";
    return new Row(
        Origin.PAPER,
        "paper: " + row.method(),
        optimum ? TableLines.NOTHING : authors ? Rule.ORACLE_TEST.key() : "not stated",
        optimum ? TableLines.NOTHING : authors ? best + PAPER_QUERIES : "not stated",
        row.costSeconds(),
        figures(datasets, dataset -> row.accuracy(dataset, Split.VALIDATION)),
        figures(datasets, dataset -> row.accuracy(dataset, Split.TEST)));
  }

  private static Map<Dataset, Figure> figures(
      List<Dataset> datasets, Function<Dataset, Optional<Figure>> figure) {
    Map<Dataset, Figure> figures = new EnumMap<>(Dataset.class);
    datasets.forEach(dataset -> figure.apply(dataset).ifPresent(f -> figures.put(dataset, f)));
    return figures;
  }

  private static List<Difference> differences(Map<Dataset, SelectionSummary> oracle) {
    PaperRow paper =
        PaperTables.tableII().stream()
            .filter(row -> row.method().equals(PAPER_NARQ2T))
            .findFirst()
            .orElseThrow();
    List<Difference> differences = new ArrayList<>();
    oracle.forEach(
        (dataset, summary) -> {
          for (Split split : Split.values()) {
            Figure published = paper.accuracy(dataset, split).orElseThrow();
            double points = summary.accuracies().get(split).mean() - published.mean();
            differences.add(new Difference(dataset, split, points, points / published.deviation()));
          }
        });
    return List.copyOf(differences);
  }

  @Override
  public String key() {
    return "table2";
  }

  @Override
  public String number() {
    return "Table II";
  }

  @Override
  public String title() {
    return "Table II: comparison on NAS-Bench-201";
  }

  @Override
  public String note() {
    String marked = surrogate ? " Rows marked [surrogate] are no benchmark results." : "";
    String own = caveat.isEmpty() ? "" : " The study's rows: " + caveat;
    String compared =
        differences.isEmpty()
            ? ""
            : " “Difference from the paper”: the oracle-test mean less that of NARQ2T (average), in"
                + " units of the published standard deviation σ.";
    return "Accuracy in %%, mean ± standard deviation over the seeds.%s%s Seconds are of training and searching, per run. “Best” takes each column by itself, as in the paper, and costs the queries of all its seeds. Rows of the paper: %s.%s"
        .formatted(marked, own, PaperTables.SOURCE, compared);
  }

  @Override
  public TableLines lines() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("", "", "Selection rule", false));
    columns.add(new Column("", "", "Queries", true));
    columns.add(new Column("", "", "Seconds", true));
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        columns.add(new Column(StudiedNasBench201.name(dataset), dataset.key(), split.key(), true));
      }
    }
    List<Line> lines = new ArrayList<>();
    boolean compared = false;
    for (Row row : rows) {
      if (row.origin() == Origin.PAPER && !compared && !differences.isEmpty()) {
        lines.add(difference(columns)); // where the study's rows end
        compared = true;
      }
      lines.add(line(columns, row));
    }
    return new TableLines(columns, lines);
  }

  private Line line(List<Column> columns, Row row) {
    List<String> cells = new ArrayList<>(List.of(row.rule(), row.queries()));
    cells.add(Numbers.seconds(row.costSeconds()));
    cells.addAll(
        cells(
            (dataset, split) ->
                Optional.ofNullable(row.accuracies(split).get(dataset)).map(Figure::toString)));
    return TableLines.line(columns, row.origin().key(), row.method(), cells);
  }

  private Line difference(List<Column> columns) {
    List<String> cells =
        new ArrayList<>(List.of(Rule.ORACLE_TEST.key(), rows.get(0).queries(), TableLines.NOTHING));
    cells.addAll(
        cells(
            (dataset, split) ->
                differences.stream()
                    .filter(d -> d.dataset() == dataset && d.split() == split)
                    .map(d -> String.format(Locale.ROOT, "%+.2f σ", d.deviations()))
                    .findFirst()));
    return TableLines.line(columns, "difference", "difference from the paper", cells);
  }

  private List<String> cells(BiFunction<Dataset, Split, Optional<String>> cell) {
    List<String> cells = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        cells.add(cell.apply(dataset, split).orElse(TableLines.NOTHING));
      }
    }
    return cells;
  }

  @Override
  public String toCsv() {
    List<String> header =
        new ArrayList<>(List.of("origin", "table", "method", "rule", "queries", "seconds"));
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        header.add(dataset.key() + "_" + split.key());
        header.add(dataset.key() + "_" + split.key() + "_deviation");
      }
    }
    List<List<String>> lines = new ArrayList<>(List.of(header));
    rows.forEach(row -> lines.add(csv(row)));
    return Csv.of(lines);
  }

  private List<String> csv(Row row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                row.origin().key(),
                surrogate && row.origin() != Origin.PAPER ? "surrogate" : "real",
                row.method(),
                row.rule(),
                row.queries(),
                Csv.number("%.2f", row.costSeconds())));
    for (Dataset dataset : datasets) {
      for (Split split : Split.values()) {
        cells.addAll(Csv.figure(row.accuracies(split).getOrDefault(dataset, Numbers.NO_FIGURE)));
      }
    }
    return cells;
  }
}
