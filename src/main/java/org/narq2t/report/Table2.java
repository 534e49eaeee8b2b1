package org.narq2t.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperRow;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.evaluation.Protocol;
import org.narq2t.experiment.RunResult;
import org.narq2t.space.Dataset;

/**
 * The paper's Table II with the rows of a study above the paper's.
 *
 * <p>Every row of the study names its selection rule and its number of queries and is followed by
 * random search with as many.
 *
 * @param surrogate whether the study's rows are no benchmark results
 * @param differences from the paper's NARQ2T mean; empty on a surrogate, where they say nothing
 */
public record Table2(
    List<Dataset> datasets, boolean surrogate, List<Row> rows, List<Difference> differences) {

  static final String MARK = "[surrogate] ";
  private static final String PAPER_QUERIES = "1,506";
  private static final String PAPER_NARQ2T = "NARQ2T (average)";

  /** Who reports a row. */
  public enum Origin {
    STUDY,
    RANDOM_SEARCH,
    PAPER;

    /** The name in the CSV and in the style sheet. */
    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A row; accuracies in %, a missing one is absent.
   *
   * @param rule what was selected by; "not stated" where the paper gives none
   * @param queries trained results that were looked up, in words
   */
  public record Row(
      Origin origin,
      String method,
      String rule,
      String queries,
      OptionalDouble costSeconds,
      Map<Dataset, Figure> validation,
      Map<Dataset, Figure> test) {

    /** The accuracies of one split. */
    public Map<Dataset, Figure> accuracies(Split split) {
      return split == Split.TEST ? test : validation;
    }
  }

  /**
   * How far the oracle-test mean is from the paper's.
   *
   * @param points percentage points
   * @param deviations the same in units of the paper's standard deviation
   */
  public record Difference(Dataset dataset, Split split, double points, double deviations) {}

  /** Puts the table together. */
  public static Table2 of(Study study) {
    List<Row> rows = new ArrayList<>();
    OptionalDouble cost = study.results().stream().mapToDouble(RunResult::cost).average();
    String mark = study.isSurrogate() ? MARK : "";
    Map<Dataset, SelectionSummary> oracle = study.summaries(Protocol.ORACLE_TEST);
    StudyRows ours = new StudyRows(mark, cost);
    if (!oracle.isEmpty()) {
      rows.addAll(ours.means(Protocol.ORACLE_TEST, oracle));
      if (oracle.values().stream().anyMatch(summary -> summary.seeds() > 1)) {
        rows.addAll(ours.best(Protocol.ORACLE_TEST, oracle));
      }
    }
    rows.addAll(ours.means(Protocol.VALIDATION, study.summaries(Protocol.VALIDATION)));
    rows.add(ours.optimum(study));
    PaperTables.tableII().forEach(row -> rows.add(published(row, study.datasets())));
    return new Table2(
        study.datasets(),
        study.isSurrogate(),
        List.copyOf(rows),
        study.isSurrogate() ? List.of() : differences(oracle));
  }

  /** For the terminal: the study's rows, those of the paper's authors, and what lies between. */
  public String toText() {
    return Table2Text.of(this);
  }

  /** With columns of their own for accuracies and deviations. */
  public String toCsv() {
    return Table2Csv.of(this);
  }

  private static Row published(PaperRow row, List<Dataset> datasets) {
    boolean optimum = row.method().equals("Optimal");
    boolean authors = row.method().startsWith("NAR");
    String best = row.method().endsWith("(best)") ? "10 × " : "";
    return new Row(
        Origin.PAPER,
        "paper: " + row.method(),
        optimum ? "–" : authors ? Protocol.ORACLE_TEST.key() : "not stated",
        optimum ? "–" : authors ? best + PAPER_QUERIES : "not stated",
        row.costSeconds(),
        figures(datasets, dataset -> row.accuracy(dataset, Split.VALIDATION)),
        figures(datasets, dataset -> row.accuracy(dataset, Split.TEST)));
  }

  private static Map<Dataset, Figure> figures(
      List<Dataset> datasets, Function<Dataset, java.util.Optional<Figure>> figure) {
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
            double points = summary.of(split).mean() - published.mean();
            differences.add(new Difference(dataset, split, points, points / published.deviation()));
          }
        });
    return List.copyOf(differences);
  }
}
