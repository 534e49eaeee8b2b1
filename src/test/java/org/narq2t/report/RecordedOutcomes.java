package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.narq2t.evaluation.Outcome;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.run.RunResult.Report;

/** What a run recorded of its choices, beside what a report would say of them from the table. */
public final class RecordedOutcomes {
  private RecordedOutcomes() {}

  /** Each is the same, under limits too. */
  public static void areThoseOfTheTable(Finished run, BenchmarkSource tables) throws IOException {
    Accuracies judged = ReportedRuns.of(List.of(run), tables).groups().get(0).accuracies();
    assertThat(run.result().reports()).isNotEmpty();
    for (Report report : run.result().reports()) {
      Outcome recorded = report.outcome();
      Outcome expected = judged.outcome(report.protocol(), recorded.architecture());
      assertThat(recorded.rank()).isEqualTo(expected.rank());
      assertThat(recorded.validation()).isEqualTo(expected.validation());
      assertThat(recorded.test()).isEqualTo(expected.test());
      assertThat(recorded.gap()).isCloseTo(expected.gap(), within(1e-12));
    }
  }
}
