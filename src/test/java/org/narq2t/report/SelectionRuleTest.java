package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Split;
import org.narq2t.report.SelectionRule.Choice;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Report;

/** Results as a run recorded them, beside a table in which all accuracies are half as high. */
class SelectionRuleTest {
  private static final int FOUND = 15_600;
  private static final RunResult RUN = Examples.run("real", 1, FOUND).result();
  private static final Accuracies HALVED =
      new Accuracies(halved(Split.VALIDATION), halved(Split.TEST));

  private static double[] halved(Split split) {
    return java.util.Arrays.stream(Examples.ACCURACIES.of(split)).map(a -> a / 2).toArray();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void aProtocolsResultIsTheRunsOwn(Protocol protocol) {
    Choice choice = SelectionRule.valueOf(protocol.name()).choice(RUN, HALVED).orElseThrow();

    assertThat(choice.outcome()).isEqualTo(RUN.report(protocol).orElseThrow().outcome());
    assertThat(choice.outcome().rank()).isEqualTo(new Rank(25, 15_625));
    assertThat(choice.random()).isEqualTo(RUN.report(protocol).orElseThrow().random());
    assertThat(choice.queries()).isEqualTo(32);
  }

  @Test
  void whereTheRunKnewNoTableItsChoiceIsRankedInTheOneThatIsOpen() {
    Outcome best = new Outcome(Protocol.VALIDATION, FOUND, 90, 91, new Rank(1, 32), 0);
    Expectation unknown = new Expectation(32, Double.NaN, Double.NaN);
    RunResult run = reporting(new Report(Protocol.VALIDATION, Split.TEST, "a cell", best, unknown));

    Choice choice = SelectionRule.VALIDATION.choice(run, HALVED).orElseThrow();

    assertThat(choice.outcome()).isEqualTo(HALVED.outcome(Protocol.VALIDATION, FOUND));
    assertThat(choice.outcome().rank()).isEqualTo(new Rank(25, 15_625));
    assertThat(choice.random()).isEqualTo(HALVED.random(Split.VALIDATION, Split.TEST, 32));
    assertThat(choice.queries()).isEqualTo(32);
  }

  private static RunResult reporting(Report report) {
    return new RunResult(
        RUN.format(),
        RUN.configuration(),
        RUN.table(),
        RUN.known(),
        RUN.model(),
        RUN.rounds(),
        RUN.fits(),
        RUN.queries(),
        List.of(report),
        RUN.ranking(),
        RUN.latencies(),
        RUN.limited(),
        RUN.stages(),
        RUN.bridge());
  }

  @Test
  void whatTheSearchAloneFoundIsJudgedByTheTable() {
    Choice choice = SelectionRule.SEARCH_ALONE.choice(RUN, HALVED).orElseThrow();

    assertThat(choice.outcome().architecture()).isEqualTo(FOUND);
    assertThat(choice.outcome().test()).isEqualTo(HALVED.of(Split.TEST)[FOUND]);
    assertThat(choice.outcome().rank()).isEqualTo(new Rank(25, 15_625));
    assertThat(choice.random()).isEqualTo(HALVED.random(Split.VALIDATION, Split.TEST, 2));
    assertThat(choice.queries()).isEqualTo(2);
  }

  @Test
  void aSummaryOverSeedsIsThatOfTheirRecords() {
    SelectionSummary summary =
        SelectionSummary.of(SelectionRule.VALIDATION, List.of(RUN), HALVED).orElseThrow();

    assertThat(summary.accuracy().mean()).isEqualTo(Examples.ACCURACIES.of(Split.TEST)[FOUND]);
    assertThat(summary.gap().mean())
        .isEqualTo(RUN.report(Protocol.VALIDATION).orElseThrow().outcome().gap());
    assertThat(summary.bestPlace()).isEqualTo(25);
  }
}
