package org.narq2t.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.space.OfficialResults;

class RandomSearchTest {

  private static final double[] VALIDATION = {50, 60, 60, 40, 70, 60};
  private static final double[] TEST = {53, 61, 58, 44, 66, 66};

  @Test
  void twoOfThreeByHand() {
    // {1,2} {1,3} {2,3} of 10 20 40: best 20 40 40
    Expectation expectation =
        RandomSearch.under(Protocol.ORACLE_TEST, new double[3], new double[] {10, 20, 40}).after(2);
    assertThat(expectation.mean()).isCloseTo(100 / 3.0, within(1e-12));
    assertThat(expectation.deviation()).isCloseTo(Math.sqrt(800.0 / 9), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void agreesWithTheEnumerationOfAllSubsets(int queries) {
    for (Protocol protocol : Protocol.values()) {
      double[] deciding = protocol == Protocol.ORACLE_TEST ? TEST : VALIDATION;
      List<Double> outcomes = outcomes(deciding, queries);
      double mean = outcomes.stream().mapToDouble(x -> x).average().orElseThrow();
      double square = outcomes.stream().mapToDouble(x -> x * x).average().orElseThrow();
      Expectation exact = RandomSearch.under(protocol, VALIDATION, TEST).after(queries);
      assertThat(exact.queries()).isEqualTo(queries);
      assertThat(exact.mean()).isCloseTo(mean, within(1e-10));
      assertThat(exact.deviation() * exact.deviation())
          .isCloseTo(square - mean * mean, within(1e-8));
    }
  }

  // 20,000 simulations of the validation protocol gave 94.170, 72.765, 46.398, each +- 0.004
  @ParameterizedTest
  @CsvSource({
    "cifar10, 94.2585, 94.1675",
    "cifar100, 73.0098, 72.7616",
    "imagenet16, 46.7730, 46.3938"
  })
  void reachesWithTheBudgetOfThePaperWhatSimulationsGive(
      String dataset, double oracle, double byValidation) {
    OfficialResults results = OfficialResults.read();
    double[] validation = results.numbers(dataset + "_val");
    double[] test = results.numbers(dataset + "_test");
    assertThat(RandomSearch.under(Protocol.ORACLE_TEST, validation, test).after(1_506).mean())
        .isCloseTo(oracle, within(0.0001));
    assertThat(RandomSearch.under(Protocol.VALIDATION, validation, test).after(1_506).mean())
        .isCloseTo(byValidation, within(0.0001));
  }

  @Test
  void theOracleOnlyGetsBetterWithMoreQueries() {
    RandomSearch search = RandomSearch.under(Protocol.ORACLE_TEST, VALIDATION, TEST);
    List<Expectation> curve = search.curve(1, 2, 3, 4, 5, 6);
    assertThat(curve).extracting(Expectation::mean).isSorted();
    assertThat(curve.get(5)).isEqualTo(search.after(6));
    assertThat(curve.get(5).mean()).isCloseTo(66, within(1e-12));
  }

  @Test
  void staysWithinTheSpace() {
    RandomSearch search = RandomSearch.under(Protocol.ORACLE_TEST, VALIDATION, TEST);
    assertThatThrownBy(() -> search.after(7)).hasMessage("queries are 1 to 6, not 7");
    assertThatThrownBy(() -> new RandomSearch(new double[] {Double.NaN}, new double[] {1}))
        .hasMessage("random search needs the accuracies of the whole space");
  }

  /** The reported test accuracy of all subsets; ties are split into 60 equal parts. */
  private static List<Double> outcomes(double[] deciding, int queries) {
    List<Double> outcomes = new ArrayList<>();
    for (int subset = 0; subset < 1 << 6; subset++) {
      if (Integer.bitCount(subset) != queries) {
        continue;
      }
      double best = Double.NEGATIVE_INFINITY;
      List<Double> tied = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        if ((subset >> i & 1) == 1 && deciding[i] >= best) {
          if (deciding[i] > best) {
            tied.clear();
          }
          best = deciding[i];
          tied.add(TEST[i]);
        }
      }
      for (int copy = 0; copy < 60 / tied.size(); copy++) {
        outcomes.addAll(tied);
      }
    }
    return outcomes;
  }
}
