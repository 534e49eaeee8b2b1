package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.Rank;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.Table1.Row;
import org.narq2t.report.TableLines.Column;
import org.narq2t.space.nasbench101.NasBench101;

class Table1Test {

  private static final int EVERY = 3;

  private static Benchmark benchmark(String kind, int every, boolean tested) {
    return Examples.benchmark(
        Examples.cells(), Examples.table(NasBench101.NAME, kind, "0"), every, tested);
  }

  /** In each mode one seed found the best cell and one the worst. */
  private static Table1 table(Benchmark benchmark) {
    return Table1.of(Examples.cellStudy(benchmark, benchmark.space().size() - 1, 0));
  }

  private static Row row(Table1 table, String method, String rule) {
    return table.rows().stream()
        .filter(r -> r.method().equals(method) && r.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static Row below(Table1 table, Row row) {
    return table.rows().get(table.rows().indexOf(row) + 1);
  }

  @Test
  void showsAverageBestAndItsRankOverTheSeeds() {
    Benchmark known = benchmark("real", EVERY, false);
    int size = known.space().size();
    Row row = row(table(known), "narq2t (statistics), mean of 2", "validation");

    assertThat(row.average()).contains(new Figure(50, 40));
    assertThat(row.best()).hasValue(90);
    assertThat(row.bestRank()).hasValue(100.0 / size);
    assertThat(row.place()).contains(new Rank(1, size));
    assertThat(row.queries()).isEqualTo("32");
    assertThat(row.trainSeconds()).hasValue(100);
    assertThat(row.searchSeconds()).hasValue(21.5);
  }

  @Test
  void randomSearchIsTheExactExpectationAfterAsManyQueries() {
    Benchmark known = benchmark("real", EVERY, false);
    int size = known.space().size();
    Table1 table = table(known);

    Row random = below(table, row(table, "narq2t (random), mean of 2", "validation"));
    assertThat(random.origin()).isEqualTo(Origin.RANDOM_SEARCH);
    // the best of n drawn from N evenly spaced values lies at (N + 1) n / (n + 1) of N places
    assertThat(random.average().orElseThrow().mean())
        .isCloseTo(10 + 80 * ((size + 1) * 32.0 / 33 - 1) / (size - 1), within(1e-6));
    assertThat(random.best().orElseThrow())
        .isCloseTo(10 + 80 * ((size + 1) * 64.0 / 65 - 1) / (size - 1), within(1e-6));
  }

  @Test
  void theSearchAloneStandsBesideRandomSearchWithItsDistinctLookUps() {
    Benchmark known = benchmark("real", EVERY, false);
    int size = known.space().size();
    Table1 table = Table1.of(Examples.cellStudy(known, size - 1));

    Row row = row(table, "narq2t (random), 1 seed", "search alone");
    assertThat(row.queries()).isEqualTo("2");
    assertThat(row.best()).hasValue(90);
    assertThat(below(table, row).average().orElseThrow().mean())
        .isCloseTo(10 + 80 * ((size + 1) * 2.0 / 3 - 1) / (size - 1), within(1e-6));
    assertThat(below(table, row).best()).isEmpty();
  }

  @Test
  void ofOneAccuracyWithoutTestsThereIsNoOracle() {
    assertThat(table(benchmark("real", EVERY, false)).rows())
        .filteredOn(row -> row.origin() != Origin.PAPER)
        .noneMatch(row -> row.rule().equals("oracle-test"));
  }

  @Test
  void neverPutsValidationAccuraciesIntoThePapersColumns() {
    Table1 table = table(benchmark("real", EVERY, false));
    TableLines lines = table.lines();

    for (TableLines.Line line : lines.lines()) {
      for (int i = 0; i < lines.columns().size(); i++) {
        Column column = lines.columns().get(i);
        boolean paper = line.kind().equals("paper");
        if (column.group().startsWith(paper ? "This study" : "Paper")) {
          assertThat(line.cells().get(i).text()).isEmpty();
        }
      }
    }
    assertThat(table.note())
        .contains(
            "cannot be compared",
            "the table has no test accuracies",
            "known of " + Numbers.count(Examples.cells().size()) + " cells");
    assertThat(table.toText())
        .contains("known cells", "paper: NARQ2T (statistics)")
        .doesNotContain("NaN");
  }

  @Test
  void ranksWithinKnownCellsAreNotThePapersEither() {
    assertThat(table(benchmark("real", EVERY, true)).isComparable()).isFalse();
    assertThat(table(benchmark("surrogate", 1, true)).isComparable()).isFalse();
  }

  @Test
  void testAccuraciesOfTheWholeSpaceStandInThePapersColumns() {
    Table1 table = table(benchmark("real", 1, true));

    assertThat(table.isComparable()).isTrue();
    assertThat(table.lines().columns())
        .extracting(Column::group)
        .doesNotContain("Paper: test accuracy, all 423,624 cells");
    assertThat(row(table, "narq2t (random), mean of 2", "oracle-test").average())
        .contains(new Figure(51, 40));
    assertThat(row(table, "narq2t (random), mean of 2", "validation").best()).hasValue(91);
    assertThat(table.note()).doesNotContain("cannot be compared");
  }

  @Test
  void csvSaysInEveryLineWhichAccuracyItIsAndOfHowManyCells() {
    Benchmark known = benchmark("real", EVERY, false);
    int size = known.space().size();
    List<String> lines = table(known).toCsv().lines().toList();

    assertThat(lines.get(0)).startsWith("origin,table,method,rule,queries,accuracy,cells,average,");
    assertThat(lines.get(1))
        .startsWith(
            "study,real,\"narq2t (random), mean of 2\",validation,32,validation,"
                + size
                + ",50.0000,40.0000,90.0000,")
        .endsWith(",1,100.00,21.50");
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("paper,real,paper: NARQ2T (statistics),oracle-test,\"5,510\",test,")
                    && line.endsWith(",94.1100,0.0400,94.1700,0.02,,205.30,209.17"));
    assertThat(lines).noneMatch(line -> line.contains("NaN"));
  }

  @Test
  void marksEveryRowOfASurrogate() {
    assertThat(table(benchmark("surrogate", 1, true)).rows())
        .filteredOn(row -> row.origin() != Origin.PAPER)
        .allMatch(row -> row.method().startsWith("[surrogate] "));
  }

  @Test
  void saysWhereARankerWasTrainedByAnotherRun() {
    var rows = table(benchmark("real", EVERY, false)).rows();
    Scope scope = table(benchmark("real", EVERY, false)).scope();

    assertThat(new Table1(scope, false, true, rows).note()).contains("ranker of another one");
    assertThat(new Table1(scope, false, false, rows).note()).doesNotContain("another one");
  }
}
