package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.TableColumn.Over;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.run.RunConfiguration;

/** The table of a study, beside published figures and random search. */
class ResultTableTest {

  private static final int BEST = Examples.SIZE - 1;
  private static final int WORST = 0;
  private static final TableColumn TEST = column(Metric.TEST, SelectionRule.ORACLE_TEST, Over.MEAN);
  private static final TableColumn BEST_TEST =
      column(Metric.TEST, SelectionRule.ORACLE_TEST, Over.BEST);
  private static final TableColumn FAIR_TEST =
      column(Metric.TEST, SelectionRule.VALIDATION, Over.MEAN);
  private static final TableColumn QUERIES =
      column(Metric.QUERIES, SelectionRule.ORACLE_TEST, Over.MEAN);

  private static TableColumn column(Metric metric, SelectionRule rule, Over over) {
    return new TableColumn(metric, rule, over);
  }

  private static final Published PUBLISHED =
      new Published(
          List.of(
              row("Ours", "CIFAR-10", "oracle-test", new Figure(94.35, 0.04)),
              row("Theirs", "CIFAR-10", "", new Figure(93, 0.5)),
              row("Elsewhere", "CIFAR-100", "", new Figure(70, 0.5)),
              row("Anywhere", "", "oracle-test", new Figure(90, 0.5))));

  private static Published.Row row(String method, String place, String rule, Figure figure) {
    return new Published.Row(
        method,
        List.of(place),
        Map.of(new Published.Key(Metric.TEST, Over.MEAN, rule), figure),
        "a paper");
  }

  private static ReportTable table(Benchmark benchmark, String kind, int... found) {
    List<Finished> runs = new ArrayList<>();
    for (int seed = 1; seed <= found.length; seed++) {
      runs.add(Examples.run(kind, seed, found[seed - 1]));
    }
    TableLayout layout =
        new TableLayout(
            "tablex",
            "Table X",
            "Table X: a test",
            "",
            List.of(QUERIES, TEST, BEST_TEST, FAIR_TEST),
            "Ours");
    Arrangement arrangement =
        new Arrangement() {
          @Override
          public List<String> headings() {
            return List.of("Data set");
          }

          @Override
          public Place of(RunConfiguration run) {
            return Arrangement.BY_DATASET.of(run);
          }

          @Override
          public int seeds() {
            return 2;
          }

          @Override
          public List<TableLayout> layouts() {
            return List.of(layout);
          }

          @Override
          public Published published() {
            return PUBLISHED;
          }
        };
    try {
      return ReportedRuns.of(runs, (space, dataset) -> benchmark, arrangement)
          .tables()
          .tables()
          .get(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ReportTable real(int... found) {
    return table(Examples.whole("real"), "real", found);
  }

  private static List<String> cells(ReportTable table, String method) {
    return table.lines().lines().stream()
        .filter(line -> line.method().equals(method))
        .findFirst()
        .orElseThrow()
        .cells()
        .stream()
        .map(TableLines.Cell::text)
        .toList();
  }

  @Test
  void showsMeanDeviationAndBestOverTheSeedsUnderEveryRule() {
    assertThat(cells(real(BEST, WORST), "NARQ2T"))
        .containsExactly("CIFAR-10", "2", "32", "51.00±40.00", "91.00", "51.00±40.00");
  }

  @Test
  void aSingleSeedHasNoDeviation() {
    assertThat(cells(real(BEST), "NARQ2T")).contains("91.00").noneMatch(c -> c.contains("±"));
  }

  @Test
  void aRowOfFewerSeedsThanWereAskedForSaysSo() {
    assertThat(cells(real(BEST), "NARQ2T")).contains("1 of 2");
    assertThat(real(BEST).note()).contains("all of the 2 seeds that the study asks for");
    assertThat(real(BEST, WORST).note()).doesNotContain("says so under Runs");
  }

  @Test
  void randomSearchIsTheExactExpectationWithAsManyQueries() {
    String[] random = cells(real(BEST, WORST), "random search").toArray(String[]::new);

    // the best of n drawn from N evenly spaced values lies at (N + 1) n / (n + 1) of N places
    assertThat(random[2]).isEqualTo("32");
    assertThat(mean(random[3])).isCloseTo(expected(32), within(0.005));
    assertThat(mean(random[4])).isCloseTo(expected(64), within(0.005));
    assertThat(mean(random[5])).isCloseTo(expected(32), within(0.005));
  }

  private static double expected(int queries) {
    double place = (Examples.SIZE + 1.0) * queries / (queries + 1) - 1;
    return 11 + 80 * place / (Examples.SIZE - 1);
  }

  private static double mean(String text) {
    return Double.parseDouble(text.split("±")[0]);
  }

  @Test
  void publishedFiguresStandInTheColumnOfTheirRuleAndTheirPlace() {
    ReportTable table = real(BEST);

    assertThat(cells(table, "published: Ours"))
        .containsExactly("CIFAR-10", "–", "–", "94.35±0.04", "–", "–");
    assertThat(table.note()).contains("Published figures: a paper.");
    assertThat(table.lines().lines())
        .extracting(TableLines.Line::method)
        .doesNotContain("published: Elsewhere")
        .endsWith("published: Anywhere");
  }

  @Test
  void aPublishedFigureWithoutARuleIsMarkedAndStandsOnce() {
    ReportTable table = real(BEST);

    assertThat(cells(table, "published: Theirs"))
        .containsExactly("CIFAR-10", "–", "–", "93.00±0.50‡", "–", "–");
    assertThat(table.note()).contains("does not say which rule of selection was used");
    assertThat(table.csv().lines()).anyMatch(line -> line.contains("93.0000,0.5000"));
  }

  @Test
  void theDifferenceFromTheReferenceIsInPublishedDeviations() {
    // (91 - 94.35) / 0.04
    assertThat(cells(real(BEST), "difference from Ours")).contains("-83.75 σ");
  }

  @Test
  void aSurrogateIsMarkedInEveryRowAndComparedWithNothing() {
    ReportTable table = table(Examples.whole("surrogate"), "surrogate", BEST, WORST);

    assertThat(table.lines().lines())
        .filteredOn(line -> !line.kind().equals("paper"))
        .isNotEmpty()
        .allMatch(line -> line.method().startsWith("[surrogate] "))
        .noneMatch(line -> line.kind().equals("difference"));
    assertThat(table.toText()).startsWith("Table X on the SURROGATE");
    assertThat(table.csv().lines().filter(line -> line.startsWith("study,")))
        .allMatch(line -> line.startsWith("study,surrogate,[surrogate] "));
  }

  @Test
  void withoutTestAccuraciesNothingOfTheirsStandsInTheirColumns() {
    Benchmark known = Examples.benchmark(Examples.SPACE, Examples.table("real"), 3, false);
    List<Finished> runs = List.of(Examples.run(known, Examples.configuration("smoke.yaml"), 5_208));

    ReportTable table = Examples.study(known, runs).tables().tables().get(0);

    assertThat(table.lines().columns())
        .extracting(TableLines.Column::group)
        .doesNotContain("oracle-test");
    assertThat(table.note()).contains("the table has no test accuracies", "known of 15,625");
  }

  @Test
  void markdownHasTheRowsTheirRulesAndTheNote() {
    List<String> lines = new ReportTables(List.of(real(BEST, WORST))).toMarkdown().lines().toList();

    assertThat(lines.get(0)).isEqualTo("**Table X: a test**");
    assertThat(lines.get(2))
        .isEqualTo(
            "| method | Data set | Runs | oracle-test queries | oracle-test test |"
                + " oracle-test best test | validation test |");
    assertThat(lines.get(3)).isEqualTo("| --- | --- | --: | --: | --: | --: | --: |");
    assertThat(lines.get(4))
        .isEqualTo("| NARQ2T | CIFAR-10 | 2 | 32 | 51.00±40.00 | 91.00 | 51.00±40.00 |");
    assertThat(lines.get(5)).startsWith("| random search | CIFAR-10 | – | 32 | ");
    assertThat(lines.get(lines.size() - 1)).contains("Published figures: a paper.");
  }

  @Test
  void csvHasAColumnForEveryFigureAndItsDeviation() {
    List<String> lines = real(BEST, WORST).csv().lines().toList();

    assertThat(lines.get(0))
        .isEqualTo(
            "origin,table,method,data_set,runs,queries_by_oracle_test,"
                + "queries_by_oracle_test_deviation,test_by_oracle_test,"
                + "test_by_oracle_test_deviation,test_best_by_oracle_test,"
                + "test_best_by_oracle_test_deviation,test_by_validation,"
                + "test_by_validation_deviation");
    assertThat(lines.get(1))
        .isEqualTo(
            "study,real,NARQ2T,CIFAR-10,2,32.00,0.00,51.0000,40.0000,91.0000,,51.0000,40.0000");
  }
}
