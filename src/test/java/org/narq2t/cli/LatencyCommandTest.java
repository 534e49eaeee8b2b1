package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import org.narq2t.latency.FewSamples;
import org.narq2t.latency.LatencyNoise;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.DeviceStudy.Study;
import org.narq2t.run.Json;
import org.narq2t.space.Task;
import picocli.CommandLine;

/** The study of a device, on the embedded surrogate: the official latencies and no other device. */
@QuarkusTest
class LatencyCommandTest {
  @Inject CommandLine.IFactory factory;
  @Inject DeviceStudy studies;

  private Output run(String... arguments) {
    return Commands.run(factory, arguments);
  }

  @Test
  void devicesAreListed() throws IOException {
    assertThat(run("latency").out().lines())
        .allSatisfy(line -> assertThat(line).startsWith("[surrogate] "))
        .anySatisfy(line -> assertThat(line).contains("imagenet16 | gtx1080ti ", "15,625"));
    assertThat(Json.MAPPER.readTree(run("latency", "--json").out()))
        .hasSize(3)
        .allSatisfy(device -> assertThat(device.get("known").asInt()).isEqualTo(15_625));
    assertThat(run("data", "show").out()).contains("latencies cifar100: gtx1080ti 15,625");
  }

  @Test
  void aDeviceIsStudied() throws IOException {
    Study study = studies.study(Task.CIFAR10, "gtx1080ti", OptionalInt.of(60), 1, step -> {});

    assertThat(study.device().known()).isEqualTo(15_625);
    assertThat(study.predictors()).hasSize(4);
    assertThat(study.predictors())
        .allSatisfy(
            predictor -> {
              assertThat(predictor.expected().error().count()).isEqualTo(60);
              assertThat(predictor.heldOut().error().count()).isEqualTo(15_565);
            });
    assertThat(study.noise()).singleElement().extracting(LatencyNoise::with).isEqualTo("cifar100");
    assertThat(study.fewSamples()).hasSize(8).noneMatch(FewSamples::transfer);
    assertThat(study.helpers()).isEmpty();

    StringWriter text = new StringWriter();
    DeviceSummary.print(new Printout(new PrintWriter(text, true), study.table()), study);
    assertThat(text.toString())
        .contains("Learnt from 60 of them (seed 1)", "additive-ridge", "no other device")
        .contains("so it is not a hard bound")
        .containsPattern("\\| +100 \\| spread \\| +\\d+\\.\\d+ \\|.*\\| +- \\|")
        .containsOnlyOnce("(recommended)");
    assertThat(text.toString().lines())
        .allSatisfy(line -> assertThat(line).startsWith("[surrogate] "));
  }

  @Test
  void whatCannotBeStudiedIsRefused() {
    assertThat(run("latency", "--device", "pixel3").err()).contains("it has: gtx1080ti");
    assertThat(run("latency", "--device", "gtx1080ti", "--samples", "3").err())
        .contains("3 samples cannot be studied");
    assertThat(run("latency", "--device", "gtx1080ti", "--seed=-1").err())
        .isEqualTo("the seed must be 0 or more, not -1");
  }
}
