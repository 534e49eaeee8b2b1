package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

class Table2Test {

  private static final int BEST = Examples.SIZE - 1;
  private static final int WORST = 0;

  private static Table2 table(Study study) {
    return Table2.of(study);
  }

  private static Row row(Table2 table, String method, String rule) {
    return table.rows().stream()
        .filter(r -> r.method().equals(method) && r.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsMeanDeviationAndBestOverTheSeeds() {
    Table2 table = table(Examples.study("real", BEST, WORST));

    Row mean = row(table, "narq2t (mean of 2)", "oracle-test");
    assertThat(mean.validation()).containsEntry(Dataset.CIFAR10, new Figure(50, 40));
    assertThat(mean.test()).containsEntry(Dataset.CIFAR10, new Figure(51, 40));
    assertThat(mean.costSeconds().orElseThrow()).isCloseTo(121.5, within(1e-9));
    Row best = row(table, "narq2t (best of 2)", "oracle-test");
    assertThat(best.test().get(Dataset.CIFAR10).mean()).isEqualTo(91);
    assertThat(best.queries()).isEqualTo("64");
    assertThat(row(table, "narq2t (mean of 2)", "validation").queries()).isEqualTo("32");
  }

  @Test
  void everyRowOfTheStudyIsFollowedByRandomSearchUnderItsRuleWithAsManyQueries() {
    List<Row> rows = table(Examples.study("real", BEST, WORST)).rows();

    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.origin() == Origin.STUDY && !row.method().contains("optimum")) {
        Row random = rows.get(i + 1);
        assertThat(random.origin()).isEqualTo(Origin.RANDOM_SEARCH);
        assertThat(random.rule()).isEqualTo(row.rule());
        assertThat(random.queries()).isEqualTo(row.queries());
        assertThat(random.test()).containsKey(Dataset.CIFAR10);
      }
    }
  }

  @Test
  void randomSearchIsTheExactExpectation() {
    Table2 table = table(Examples.study("real", BEST));

    double place = (Examples.SIZE + 1) * 32.0 / 33 - 1;
    Figure random = row(table, "random search", "oracle-test").test().get(Dataset.CIFAR10);
    assertThat(random.mean()).isCloseTo(11 + 80 * place / (Examples.SIZE - 1), within(1e-6));
  }

  @Test
  void aSingleSeedHasNeitherDeviationNorBest() {
    Table2 table = table(Examples.study("real", BEST));

    assertThat(row(table, "narq2t (1 seed)", "oracle-test").test().get(Dataset.CIFAR10))
        .hasToString("91.00");
    assertThat(table.rows()).noneMatch(r -> r.method().contains("best of"));
  }

  @Test
  void standsBesideThePaper() {
    Table2 table = table(Examples.study("real", BEST));

    Row paper = row(table, "paper: NARQ2T (average)", "oracle-test");
    assertThat(paper.queries()).isEqualTo("1,506");
    assertThat(paper.test()).containsOnlyKeys(Dataset.CIFAR10);
    assertThat(table.differences())
        .anySatisfy(
            difference -> {
              assertThat(difference.split().key()).isEqualTo("test");
              assertThat(difference.points()).isCloseTo(91 - 94.35, within(1e-9));
              assertThat(difference.deviations()).isCloseTo((91 - 94.35) / 0.04, within(1e-6));
            });
  }

  @Test
  void marksEveryRowOfASurrogateAndComparesItWithNothing() {
    Table2 table = table(Examples.study("surrogate", BEST, WORST));

    assertThat(table.rows())
        .filteredOn(row -> row.origin() != Origin.PAPER)
        .isNotEmpty()
        .allMatch(row -> row.method().startsWith("[surrogate] "));
    assertThat(table.differences()).isEmpty();
    assertThat(table.toText()).startsWith("Table II on the SURROGATE");
    assertThat(table.toCsv().lines().filter(line -> line.startsWith("study,")))
        .allMatch(line -> line.startsWith("study,surrogate,[surrogate] "));
  }

  @Test
  void printsRuleQueriesAndFiguresForTheTerminal() {
    String text = table(Examples.study("real", BEST, WORST)).toText().replace("\n", " ");

    assertThat(text)
        .containsPattern("narq2t \\(mean of 2\\) +\\| oracle-test +\\| +32 \\| +122 \\|")
        .contains("51.00±40.00")
        .contains("paper: NARQ2T (average)")
        .containsPattern(
            "difference from the paper +\\| oracle-test +\\| +32 \\| +– \\| .* -1083.75 σ")
        .doesNotContain("GenNAS")
        .contains("Tables II and III");
  }

  @Test
  void csvHasAColumnPerFigure() {
    List<String> lines = table(Examples.study("real", BEST, WORST)).toCsv().lines().toList();

    assertThat(lines.get(0))
        .isEqualTo(
            "origin,table,method,rule,queries,seconds,cifar10_validation,"
                + "cifar10_validation_deviation,cifar10_test,cifar10_test_deviation");
    assertThat(lines.get(1))
        .isEqualTo(
            "study,real,narq2t (mean of 2),oracle-test,32,121.50,50.0000,40.0000,51.0000,40.0000");
    assertThat(lines).anyMatch(line -> line.contains("\"1,506\""));
  }

  @Test
  void withoutTestAccuraciesTheTestColumnsStayEmptyAndNothingIsCompared() {
    var benchmark = Examples.benchmark(Examples.SPACE, Examples.table("real"), 3, false);
    var run = Examples.run(benchmark, Examples.configuration("smoke.yaml"), 5_208);
    Table2 table = table(Examples.study(benchmark, List.of(run)));

    assertThat(row(table, "narq2t (1 seed)", "validation").test()).isEmpty();
    assertThat(row(table, "narq2t (1 seed)", "validation").validation())
        .containsEntry(Dataset.CIFAR10, new Figure(90, Double.NaN));
    assertThat(table.rows())
        .filteredOn(row -> row.origin() != Origin.PAPER)
        .noneMatch(row -> row.rule().equals("oracle-test"));
    assertThat(table.differences()).isEmpty();
    assertThat(table.toText().replace("\n", " "))
        .contains(
            "Validation accuracy; the table has no test accuracies. Everything is within the 5,209"
                + " known of 15,625 architectures.")
        .doesNotContain("NaN");
  }
}
