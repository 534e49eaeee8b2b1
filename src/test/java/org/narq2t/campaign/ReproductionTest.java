package org.narq2t.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.narq2t.PaperSettings.narq2t;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.space.Dataset;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Which runs make which table of the paper. */
@QuarkusTest
class ReproductionTest {
  @Inject Reproduction reproduction;
  @Inject RunStore store;

  @Test
  void tableIIILearnsLatencyWithWeightSevenOnEveryDataSet() {
    List<RunConfiguration> plan =
        reproduction.tableIII(
            List.of(Dataset.CIFAR10, Dataset.CIFAR100), "pixel3", 2, List.of("training.epochs=3"));

    assertThat(plan)
        .extracting(RunConfiguration::seed)
        .containsExactly(1L, 20211117L, 1L, 20211117L);
    assertThat(plan)
        .allSatisfy(
            run -> {
              assertThat(run.predictor().latencyWeight()).isEqualTo(7);
              assertThat(run.limits().device()).isEqualTo("pixel3");
              assertThat(narq2t(run).training().epochs()).isEqualTo(3);
              assertThat(run.limits().areSet()).isFalse();
            });
  }

  @Test
  void tableIXVariesTheWeightOnCifar10() {
    List<RunConfiguration> plan =
        reproduction.tableIX(List.of(1, 10), "gtx1080ti", 1, List.of("training.lambda_latency=3"));

    assertThat(plan).extracting(run -> run.predictor().latencyWeight()).containsExactly(1.0, 10.0);
    assertThat(plan).extracting(RunConfiguration::dataset).containsOnly(Dataset.CIFAR10);
  }

  /** What a power cut is to a reproduction. */
  private static final class PowerCut extends RuntimeException {}

  @Test
  void whatWasCutOffGoesOnWithoutDoingAgainWhatWasDone() throws IOException {
    List<RunConfiguration> plan =
        reproduction.tableII(
            List.of(Dataset.CIFAR10),
            2,
            List.of(
                "preset=dev", "training.epochs=2", "training.lambda_latency=0", "search.top=2"));
    List<Runs.Recorded> before = new ArrayList<>();
    assertThatThrownBy(
            () ->
                reproduction.run(
                    plan,
                    false,
                    run -> event -> cut(run.equals(plan.get(1)) && event instanceof EpochFinished),
                    before::add))
        .isInstanceOf(PowerCut.class);
    long cutOff = store.list().get(0).id();
    List<RunEvent> heard = new ArrayList<>();
    List<Runs.Recorded> after = new ArrayList<>();

    List<Experiment.Finished> found = reproduction.run(plan, true, run -> heard::add, after::add);

    assertThat(before).hasSize(1);
    assertThat(after)
        .extracting(Runs.Recorded::number)
        .containsExactly(before.get(0).number(), cutOff);
    assertThat(heard.stream().filter(EpochFinished.class::isInstance)).hasSize(1);
    assertThat(found)
        .extracting(run -> run.result().configuration())
        .containsExactlyElementsOf(plan);
    assertThat(found.get(0).result().figures())
        .isEqualTo(before.get(0).finished().result().figures());

    List<Runs.Recorded> anew = new ArrayList<>();
    reproduction.run(plan.subList(0, 1), false, run -> event -> {}, anew::add);
    assertThat(anew.get(0).number()).isGreaterThan(cutOff);
  }

  private static void cut(boolean now) {
    if (now) {
      throw new PowerCut();
    }
  }
}
