package org.narq2t.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunResult;

/** A rule of selection that a report shows, and what it pays for. */
public enum SelectionRule {
  /** The paper's: see {@link Protocol#ORACLE_TEST}. */
  ORACLE_TEST(Protocol.ORACLE_TEST),

  /** See {@link Protocol#VALIDATION}. */
  VALIDATION(Protocol.VALIDATION),

  /**
   * The best validation accuracy among the candidates of the search, for which only their look-ups
   * count: what the search adds, given a trained ranker. Of a small table training alone already
   * looks up so much that the rule {@link #VALIDATION} says little about it.
   */
  SEARCH_ALONE(Protocol.VALIDATION);

  private final Protocol protocol;

  SelectionRule(Protocol protocol) {
    this.protocol = protocol;
  }

  /**
   * What a rule selected in one run.
   *
   * @param outcome its accuracies, rank and gap; those of a protocol as the run recorded them, if
   *     it knew the table
   * @param queries trained results that it paid for
   * @param random what random search with as many is expected to report
   */
  record Choice(SelectionRule rule, Outcome outcome, int queries, Expectation random) {}

  /** The rules that a table allows which reports this accuracy. */
  static List<SelectionRule> reporting(Split reported) {
    List<Protocol> protocols = Protocol.reporting(reported);
    return Stream.of(values()).filter(rule -> protocols.contains(rule.protocol)).toList();
  }

  /** What a run's search selects under each rule that had something to choose from. */
  static List<Choice> choices(RunResult run, Accuracies accuracies) {
    return reporting(accuracies.reported()).stream()
        .flatMap(rule -> rule.choice(run, accuracies).stream())
        .toList();
  }

  /** The name in reports: {@code oracle-test}, {@code validation}, {@code search alone}. */
  public String key() {
    return this == SEARCH_ALONE ? "search alone" : protocol.key();
  }

  /** The accuracy that decides. */
  Split selectsBy() {
    return protocol.selectsBy();
  }

  /** What it selects in a run; empty if there is nothing to choose from. */
  Optional<Choice> choice(RunResult run, Accuracies accuracies) {
    if (this != SEARCH_ALONE) {
      int queries = run.queries().total();
      return run.report(protocol)
          .map(
              found ->
                  found.hasRank()
                      ? new Choice(this, found.outcome(), queries, found.random())
                      : byTable(found.outcome().architecture(), queries, accuracies));
    }
    int[] candidates = run.distinctCandidates();
    int[] pool = Arrays.stream(candidates).filter(accuracies::isMember).toArray();
    if (pool.length == 0) {
      return Optional.empty();
    }
    double[] deciding =
        Arrays.stream(pool).mapToDouble(a -> accuracies.of(selectsBy())[a]).toArray();
    return Optional.of(byTable(protocol.choose(pool, deciding), candidates.length, accuracies));
  }

  private Choice byTable(int architecture, int queries, Accuracies accuracies) {
    return new Choice(
        this,
        accuracies.outcome(protocol, architecture),
        queries,
        accuracies.random(selectsBy(), accuracies.reported(), queries));
  }
}
