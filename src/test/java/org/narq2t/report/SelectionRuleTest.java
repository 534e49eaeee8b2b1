package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Split;
import org.narq2t.report.SelectionRule.Choice;
import org.narq2t.run.RunResult;

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
