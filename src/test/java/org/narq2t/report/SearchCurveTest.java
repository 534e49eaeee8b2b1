package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.narq2t.report.SearchCurve.Step;

class SearchCurveTest {

  // architecture:                      0   1   2   3   4
  private static final double[] DECIDING = {50, 70, 60, 80, 80};
  private static final double[] TEST = {51, 69, 75, 78, 90};

  @Test
  void changesWhereSomethingBetterIsLookedUpAndEndsAtTheLastQuery() {
    assertThat(SearchCurve.steps(new int[] {0, 1, 2, 3}, 0, 1, DECIDING, TEST))
        .containsExactly(new Step(1, 51), new Step(2, 69), new Step(4, 78), new Step(4, 78));
  }

  @Test
  void beginsWithWhatWasKnownBeforeTheSearch() {
    assertThat(SearchCurve.steps(new int[] {0, 1, 2, 3}, 0, 3, DECIDING, TEST))
        .containsExactly(new Step(3, 69), new Step(4, 78), new Step(4, 78));
  }

  @Test
  void leavesOutTheTrainingSetWhereOnlyCandidatesCount() {
    assertThat(SearchCurve.steps(new int[] {3, 0, 2}, 1, 1, DECIDING, TEST))
        .containsExactly(new Step(2, 51), new Step(3, 75), new Step(3, 75));
  }

  @Test
  void decidesTiesAsTheProtocolDoes() {
    assertThat(SearchCurve.steps(new int[] {4, 3}, 0, 1, DECIDING, TEST))
        .containsExactly(new Step(1, 90), new Step(2, 78), new Step(2, 78));
  }

  @Test
  void isEmptyWithoutCandidates() {
    assertThat(SearchCurve.steps(new int[] {3}, 1, 1, DECIDING, TEST)).isEmpty();
  }

  @Test
  void standsBesideRandomSearchWithAsManyQueries() {
    SearchCurve curve =
        SearchCurve.of(
            SelectionRule.ORACLE_TEST,
            Examples.run("real", 1, Examples.SIZE - 1).result(),
            Examples.ACCURACIES);

    assertThat(curve.known()).isEqualTo(30);
    assertThat(curve.found()).containsExactly(new Step(31, 11), new Step(32, 91), new Step(32, 91));
    assertThat(curve.optimum()).isEqualTo(91);
    assertThat(curve.random()).extracting(r -> r.queries()).containsExactly(30, 31, 32);
    // the best of n drawn from N evenly spaced values lies at (N + 1) n / (n + 1) of N places
    double place = (Examples.SIZE + 1) * 32.0 / 33 - 1;
    assertThat(curve.random().get(2).mean())
        .isCloseTo(11 + 80 * place / (Examples.SIZE - 1), within(1e-6));
  }

  @Test
  void theSearchAloneBeginsWithItsFirstLookUp() {
    SearchCurve curve =
        SearchCurve.of(
            SelectionRule.SEARCH_ALONE,
            Examples.run("real", 1, Examples.SIZE - 1).result(),
            Examples.ACCURACIES);

    assertThat(curve.known()).isZero();
    assertThat(curve.found()).containsExactly(new Step(1, 11), new Step(2, 91), new Step(2, 91));
    assertThat(curve.random()).extracting(r -> r.queries()).containsExactly(1, 2);
    assertThat(curve.random().get(0).mean()).isCloseTo(51, within(1e-6));
  }

  @Test
  void tellsValidationAccuraciesWhereThereAreNoOthers() {
    var benchmark = Examples.benchmark(Examples.SPACE, Examples.table("real"), 1, false);
    SearchCurve curve =
        SearchCurve.of(
            SelectionRule.VALIDATION,
            Examples.run("real", 1, Examples.SIZE - 1).result(),
            Accuracies.of(benchmark, org.narq2t.space.Task.CIFAR10));

    assertThat(curve.optimum()).isEqualTo(90);
    assertThat(curve.found()).last().isEqualTo(new Step(32, 90));
  }
}
