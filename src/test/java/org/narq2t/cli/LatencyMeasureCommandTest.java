package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench201.NasBench201;
import picocli.CommandLine;

/** {@code latency measure}, of small networks that are run three times. */
@QuarkusTest
class LatencyMeasureCommandTest {
  private static final NasBench201 SPACE = new NasBench201();

  @Inject CommandLine.IFactory factory;
  @TempDir Path folder;

  @BeforeAll
  static void enumerate() {
    EnumeratedSpace.whole();
  }

  private Output measure(String... arguments) {
    return measureOn("cpu", arguments);
  }

  private Output measureOn(String device, String... arguments) {
    List<String> all = new ArrayList<>(List.of("latency", "measure", "--device", device));
    all.addAll(
        List.of("--channels", "8", "--cells", "1", "--runs", "3", "--out", csv().toString()));
    all.addAll(List.of(arguments));
    return Commands.run(factory, all.toArray(String[]::new));
  }

  private Path csv() {
    return folder.resolve("latencies.csv");
  }

  private List<String> rows() throws IOException {
    List<String> lines = Files.readAllLines(csv());
    assertThat(lines.get(0))
        .isEqualTo("arch,milliseconds,lower_quartile,upper_quartile,runs,batch,threads,runtime");
    return lines.subList(1, lines.size());
  }

  @Test
  void soManyNetworksAreMeasuredAndTheSameCommandGoesOn() throws IOException {
    Output three = measure("--networks", "3", "--backend", "torch", "--batch", "2");
    assertThat(three.status()).as(three.err()).isZero();
    List<String> first = rows();
    Files.write(csv(), Files.readAllLines(csv()).subList(0, 3)); // as if it had been killed
    Output again = measure("--networks", "3", "--backend", "torch", "--batch", "2");

    assertThat(again.status()).as(again.err()).isZero();
    assertThat(three.out())
        .contains("Measured 3 networks with torch on the CPU (batch 2, threads 1), 0 were there");
    assertThat(again.out()).contains("Measured 1 networks", ", 2 were there: " + csv());
    Output whole = measure("--networks", "3", "--backend", "torch", "--batch", "2", "--json");
    assertThat(Json.MAPPER.readValue(whole.out(), LatencyMeasureCommand.Measured.class))
        .isEqualTo(
            new LatencyMeasureCommand.Measured(0, 3, "cpu", "torch", 2, 1, csv().toString()));
    assertThat(rows()).hasSize(3).startsWith(first.get(0), first.get(1));
    assertThat(rows().stream().map(row -> row.split(",")))
        .allSatisfy(row -> assertThat(SPACE.describe(SPACE.indexOf(row[0]))).isEqualTo(row[0]))
        .allSatisfy(row -> assertThat(Double.parseDouble(row[1])).isPositive())
        .allSatisfy(row -> assertThat(row).endsWith("3", "2", "1", "torch"))
        .extracting(row -> row[0])
        .doesNotHaveDuplicates();
  }

  @Test
  void namedNetworksOfTheBenchmarksSizeAreOfferedToTheTable() throws IOException {
    Output named =
        Commands.run(
            factory,
            "latency",
            "measure",
            "--arch",
            SPACE.describe(284),
            "--classes",
            "100",
            "--runs",
            "1",
            "--out",
            csv().toString());

    assertThat(named.status()).as(named.err()).isZero();
    assertThat(rows()).singleElement().asString().startsWith(SPACE.describe(284) + ",");
    assertThat(named.out())
        .contains("data import --format latency-csv --device my-")
        .contains(" --dataset cifar100 " + csv());
    assertThat(measure("--networks", "1").out())
        .contains("takes latencies of the benchmark's own networks only");
  }

  @Test
  void cellsOfNasBench101AreMeasuredFromTheCheapestToTheDearest() throws IOException {
    Output two = measure("--space", "nb101", "--networks", "2");

    assertThat(two.status()).as(two.err()).isZero();
    assertThat(rows())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).matches("\"[01]+ input,.*,output\",.*,onnxruntime"));
  }

  @Test
  void whatCannotBeMeasuredIsExplained() throws IOException {
    assertThat(measure("--arch", "nonsense").err()).contains("not a NAS-Bench-201 architecture");
    assertThat(measure("--networks", "15626").err()).contains("allowed: 1 to 15625");
    assertThat(measure("--networks", "1", "--arch", SPACE.describe(0)).status()).isEqualTo(2);
    assertThat(measure("--networks", "1", "--backend", "tflite").err())
        .contains("runtime must be onnxruntime or torch");
    assertThat(measureOn("tpu", "--networks", "1").err()).contains("device must be cpu");
    assertThat(csv()).doesNotExist();

    measure("--networks", "1", "--backend", "torch");
    assertThat(measure("--networks", "2").err())
        .contains("was measured with runtime torch, not onnxruntime: name another file");
    assertThat(rows()).hasSize(1);
  }
}
