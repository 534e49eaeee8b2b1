package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;

/**
 * The results that a selection rule would report if the search were stopped after some queries,
 * beside random search under the same rule with as many.
 *
 * @param known queries before the search: training and validation sets, where the rule counts them
 * @param found reported accuracy in %, of what is reported from that query on
 * @param random reported accuracy in %
 * @param optimum the highest reported accuracy of the space
 */
public record SearchCurve(
    SelectionRule rule, int known, List<Step> found, List<Expectation> random, double optimum) {

  private static final int RANDOM_POINTS = 40;

  /** After this many queries this accuracy is reported, until the next step. */
  public record Step(int queries, double accuracy) {}

  static SearchCurve of(SelectionRule rule, RunResult run, Accuracies accuracies) {
    SearchCurve found =
        found(rule, before(run.rounds()), architectures(run.iterations()), accuracies);
    int last =
        found.known
            + (rule == SelectionRule.SEARCH_ALONE
                ? run.distinctCandidates().length
                : run.candidates().size());
    return found.beside(random(rule, accuracies, Math.max(1, found.known), Math.max(1, last)));
  }

  /** The candidates of some iterations, in the order of their look-up. */
  static int[] architectures(List<Iteration> iterations) {
    return iterations.stream()
        .flatMap(iteration -> iteration.candidates().stream())
        .mapToInt(Candidate::architecture)
        .toArray();
  }

  /** With random search beside it. */
  SearchCurve beside(List<Expectation> expected) {
    return new SearchCurve(rule, known, found, expected, optimum);
  }

  /**
   * Without random search.
   *
   * @param lookedUp before the search, in order
   * @param candidates in the order of their look-up
   */
  static SearchCurve found(
      SelectionRule rule, int[] lookedUp, int[] candidates, Accuracies accuracies) {
    boolean alone = rule == SelectionRule.SEARCH_ALONE;
    int[] before = alone ? new int[0] : lookedUp;
    int[] searched = alone ? Arrays.stream(candidates).distinct().toArray() : candidates;
    int[] order = IntStream.concat(Arrays.stream(before), Arrays.stream(searched)).toArray();
    // as in the paper, oracle-test chooses among the candidates only
    int first = rule == SelectionRule.ORACLE_TEST ? before.length : 0;
    Split reported = accuracies.reported();
    return new SearchCurve(
        rule,
        before.length,
        steps(order, first, before.length, deciding(rule, accuracies), accuracies.of(reported)),
        List.of(),
        accuracies.optimum(reported));
  }

  /** What was looked up before the search, in order. */
  static int[] before(List<Round> rounds) {
    return rounds.stream()
        .filter(round -> round.purpose() != Purpose.SEARCH)
        .flatMap(round -> round.observations().stream())
        .mapToInt(Observation::architecture)
        .toArray();
  }

  /**
   * The changes of what is reported.
   *
   * @param order architectures by query
   * @param first the position from which they may be reported
   * @param known changes before this many queries are left out
   */
  static List<Step> steps(int[] order, int first, int known, double[] deciding, double[] reported) {
    List<Step> steps = new ArrayList<>();
    int best = -1;
    for (int position = first; position < order.length; position++) {
      int next = order[position];
      if (!Double.isNaN(deciding[next]) && (best < 0 || better(next, best, deciding))) {
        best = next;
        if (position + 1 <= known) {
          steps.clear();
        }
        steps.add(new Step(Math.max(position + 1, known), reported[best]));
      }
    }
    if (best >= 0) {
      steps.add(new Step(order.length, reported[best]));
    }
    return steps;
  }

  /** As the protocols decide: of equals the one with the lower index. */
  private static boolean better(int next, int best, double[] deciding) {
    return deciding[next] > deciding[best] || (deciding[next] == deciding[best] && next < best);
  }

  /** What random search reports, at evenly spaced numbers of queries. */
  static List<Expectation> random(SelectionRule rule, Accuracies accuracies, int from, int to) {
    return IntStream.rangeClosed(0, RANDOM_POINTS)
        .map(point -> from + (int) ((long) point * (to - from) / RANDOM_POINTS))
        .distinct()
        .mapToObj(n -> accuracies.random(rule.selectsBy(), accuracies.reported(), n))
        .toList();
  }

  /** What breaks the limits cannot be reported. */
  private static double[] deciding(SelectionRule rule, Accuracies accuracies) {
    double[] values = accuracies.of(rule.selectsBy());
    return IntStream.range(0, values.length)
        .mapToDouble(a -> accuracies.isMember(a) ? values[a] : Double.NaN)
        .toArray();
  }
}
