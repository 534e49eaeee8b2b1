package org.narq2t.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.space.Dataset;

/** Which runs make which table of the paper. */
@QuarkusTest
class ReproductionTest {
  @Inject Reproduction reproduction;

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
              assertThat(run.training().lambdaLatency()).isEqualTo(7);
              assertThat(run.training().latencyDevice()).isEqualTo("pixel3");
              assertThat(run.training().epochs()).isEqualTo(3);
              assertThat(run.search().limits().areSet()).isFalse();
            });
  }

  @Test
  void tableIXVariesTheWeightOnCifar10() {
    List<RunConfiguration> plan =
        reproduction.tableIX(List.of(1, 10), "gtx1080ti", 1, List.of("training.lambda_latency=3"));

    assertThat(plan).extracting(run -> run.training().lambdaLatency()).containsExactly(1.0, 10.0);
    assertThat(plan).extracting(RunConfiguration::dataset).containsOnly(Dataset.CIFAR10);
  }
}
