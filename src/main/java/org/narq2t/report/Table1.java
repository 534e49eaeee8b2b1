package org.narq2t.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.PaperSearchRow;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Split;
import org.narq2t.report.TableLines.Column;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunResult;

/**
 * The paper's Table I with the rows of a study above the paper's.
 *
 * <p>Every row of the study names its search mode, its selection rule and its number of queries and
 * is followed by random search with as many. Unless the study too has test accuracies of the whole
 * space, its figures stand in columns of their own: they cannot be compared with the paper's.
 *
 * @param scope what the study's figures rest on
 * @param sharedTraining whether a run searched with the ranker of another one
 */
record Table1(Scope scope, boolean surrogate, boolean sharedTraining, List<Row> rows)
    implements ComparisonTable {

  private static final String PAPER_QUERIES = "5,510";

  /**
   * A row; what is not known is empty.
   *
   * @param rule what was selected by; "not stated" where the paper gives none
   * @param queries trained results that were looked up, in words
   * @param average accuracy in %
   * @param best accuracy of the best seed, %
   * @param bestRank its rank among all or all known cells, %
   * @param place the same, counted from 1; the paper prints none
   */
  record Row(
      Origin origin,
      String method,
      String rule,
      String queries,
      Optional<Figure> average,
      OptionalDouble best,
      OptionalDouble bestRank,
      Optional<Rank> place,
      OptionalDouble trainSeconds,
      OptionalDouble searchSeconds) {}

  /** Puts the table together. */
  static Table1 of(Study study) {
    List<Row> rows = new ArrayList<>();
    for (StudyGroup group : study.groups()) {
      for (SelectionSummary summary : group.summaries()) {
        rows.add(found(study.mark(), group, summary));
        rows.add(random(study.mark(), summary));
      }
    }
    rows.add(optimum(study));
    PaperTables.tableI().forEach(row -> rows.add(published(row)));
    boolean shared = study.results().stream().anyMatch(run -> !run.model().trainedBy().isEmpty());
    return new Table1(
        study.groups().get(0).scope(), study.isSurrogate(), shared, List.copyOf(rows));
  }

  private static Row found(String mark, StudyGroup group, SelectionSummary summary) {
    return new Row(
        Origin.STUDY,
        "%snarq2t (%s), %s".formatted(mark, group.variant().key(), summary.over()),
        summary.rule().key(),
        Numbers.range(summary.queries()),
        Optional.of(Numbers.figure(summary.accuracy())),
        OptionalDouble.of(summary.accuracy().best()),
        OptionalDouble.of(summary.best().percent()),
        Optional.of(summary.best()),
        seconds(group, Stage.TRAIN),
        seconds(group, Stage.SEARCH));
  }

  private static OptionalDouble seconds(StudyGroup group, Stage stage) {
    return group.results().stream().mapToDouble((RunResult run) -> run.seconds(stage)).average();
  }

  private static Row random(String mark, SelectionSummary summary) {
    return new Row(
        Origin.RANDOM_SEARCH,
        mark + "random search",
        summary.rule().key(),
        Numbers.range(summary.queries()),
        Optional.of(summary.random().get(summary.reported())),
        summary.seeds() == 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(summary.randomBest().get(summary.reported()).mean()),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Row optimum(Study study) {
    Accuracies accuracies = study.groups().get(0).accuracies();
    Rank first = new Rank(1, accuracies.members());
    return new Row(
        Origin.STUDY,
        study.mark() + "optimum of the table",
        TableLines.NOTHING,
        TableLines.NOTHING,
        Optional.empty(),
        OptionalDouble.of(accuracies.optimum(accuracies.reported())),
        OptionalDouble.of(first.percent()),
        Optional.of(first),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Row published(PaperSearchRow row) {
    boolean authors = row.method().startsWith("NAR");
    return new Row(
        Origin.PAPER,
        "paper: " + row.method(),
        authors ? Rule.ORACLE_TEST.key() : "not stated",
        authors ? PAPER_QUERIES : "not stated",
        Optional.of(row.average()),
        row.best(),
        row.bestRank(),
        Optional.empty(),
        row.trainSeconds(),
        row.searchSeconds());
  }

  /** Whether the study's figures may stand in the paper's columns. */
  boolean isComparable() {
    return !surrogate && scope.isWhole();
  }

  @Override
  public String key() {
    return "table1";
  }

  @Override
  public String number() {
    return "Table I";
  }

  @Override
  public String title() {
    return "Table I: comparison on NAS-Bench-101";
  }

  @Override
  public String note() {
    List<String> sentences = new ArrayList<>();
    if (surrogate) {
      sentences.add("Rows marked [surrogate] are no benchmark results.");
    }
    if (!isComparable()) {
      sentences.add(apart());
    }
    sentences.add(
        "Accuracy in %, mean ± standard deviation over the seeds, and the best seed; rank of the"
            + " best in %, to thousandths, and its place among "
            + scope.members()
            + ". Random search: the exact expectation after as many queries ± the standard"
            + " deviation of one repetition; under “best”, after the queries of all seeds"
            + " together.");
    sentences.add(
        "“search alone”: the best of the candidates by validation accuracy, beside random search"
            + " with as many look-ups as there were distinct candidates; the look-ups that trained"
            + " the ranker are left out of it.");
    sentences.add(
        "Seconds per run; the paper's on its TITAN RTX. Rows of the paper: %s; the ranks are of all 423,624 cells, † is its implementation of the method."
            .formatted(PaperTables.TABLE_I_SOURCE));
    if (sharedTraining) {
      sentences.add(
          "A run that searched with the ranker of another one counts its training, look-ups and"
              + " seconds, as its own.");
    }
    return String.join(" ", sentences);
  }

  private String apart() {
    List<String> reasons = new ArrayList<>();
    if (surrogate) {
      reasons.add("they are made up");
    }
    if (scope.reported() == Split.VALIDATION) {
      reasons.add("they are validation accuracies, for the table has no test accuracies");
    }
    if (scope.known().isRestricted()) {
      reasons.add("they are within " + scope.members());
    }
    return "The study's figures cannot be compared with the paper's test accuracies, so they stand"
        + " in columns of their own: "
        + String.join(", and ", reasons)
        + ".";
  }

  @Override
  public TableLines lines() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("", "", "Selection rule", false));
    columns.add(new Column("", "", "Queries", true));
    if (isComparable()) {
      results(columns, "Test accuracy, all 423,624 cells", "test");
    } else {
      results(
          columns,
          "This study: %s%s%s"
              .formatted(
                  scope.accuracy(),
                  scope.known().isRestricted() ? " within " : ", ",
                  scope.members()),
          own());
      results(columns, "Paper: test accuracy, all 423,624 cells", "paper\ntest");
      columns.remove(columns.size() - 1); // the paper prints no place
    }
    columns.add(new Column("Seconds", "seconds", "train", true));
    columns.add(new Column("Seconds", "seconds", "search", true));
    return new TableLines(columns, rows.stream().map(row -> line(columns, row)).toList());
  }

  private String own() {
    return (scope.known().isRestricted() ? "known cells\n" : "ours\n") + scope.reported().key();
  }

  private static void results(List<Column> columns, String group, String brief) {
    Stream.of("average %", "best %", "best rank %", "place")
        .forEach(name -> columns.add(new Column(group, brief, name, true)));
  }

  private TableLines.Line line(List<Column> columns, Row row) {
    List<String> result =
        List.of(
            row.average().map(Figure::toString).orElse(TableLines.NOTHING),
            number("%.2f", row.best()),
            number(row.origin() == Origin.PAPER ? "%.2f" : "%.3f", row.bestRank()),
            row.place().map(rank -> Numbers.count(rank.place())).orElse(TableLines.NOTHING));
    List<String> cells = new ArrayList<>(List.of(row.rule(), row.queries()));
    if (isComparable()) {
      cells.addAll(result);
    } else if (row.origin() == Origin.PAPER) {
      cells.addAll(Collections.nCopies(result.size(), ""));
      cells.addAll(result.subList(0, result.size() - 1));
    } else {
      cells.addAll(result);
      IntStream.range(1, result.size()).forEach(i -> cells.add(""));
    }
    cells.add(seconds(row, row.trainSeconds()));
    cells.add(seconds(row, row.searchSeconds()));
    return TableLines.line(columns, row.origin().key(), row.method(), cells);
  }

  private static String seconds(Row row, OptionalDouble seconds) {
    return row.origin() == Origin.PAPER ? number("%.2f", seconds) : Numbers.seconds(seconds);
  }

  private static String number(String format, OptionalDouble value) {
    return value.isEmpty()
        ? TableLines.NOTHING
        : String.format(Locale.ROOT, format, value.getAsDouble());
  }

  @Override
  public String toCsv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "origin",
            "table",
            "method",
            "rule",
            "queries",
            "accuracy",
            "cells",
            "average",
            "average_deviation",
            "best",
            "best_rank_percent",
            "best_place",
            "train_seconds",
            "search_seconds"));
    rows.forEach(row -> lines.add(csv(row)));
    return Csv.of(lines);
  }

  /** Which accuracy it is, and of how many cells, is said in every line. */
  private List<String> csv(Row row) {
    boolean paper = row.origin() == Origin.PAPER;
    List<String> cells =
        new ArrayList<>(
            List.of(
                row.origin().key(),
                surrogate && !paper ? "surrogate" : "real",
                row.method(),
                row.rule(),
                row.queries(),
                paper ? Split.TEST.key() : scope.reported().key(),
                Integer.toString(paper ? scope.known().of() : scope.known().architectures())));
    cells.addAll(Csv.figure(row.average().orElse(Numbers.NO_FIGURE)));
    cells.add(Csv.number("%.4f", row.best()));
    cells.add(Csv.number(paper ? "%.2f" : "%.6f", row.bestRank()));
    cells.add(row.place().map(rank -> Integer.toString(rank.place())).orElse(""));
    cells.add(Csv.number("%.2f", row.trainSeconds()));
    cells.add(Csv.number("%.2f", row.searchSeconds()));
    return cells;
  }
}
