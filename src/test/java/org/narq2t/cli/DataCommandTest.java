package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.cli.Commands.Output;
import picocli.CommandLine;

/** Tables by the space that they are of; what is done with real files is tested elsewhere. */
@QuarkusTest
class DataCommandTest {
  @Inject CommandLine.IFactory factory;
  @TempDir Path folder;

  private Output run(String... arguments) {
    return Commands.run(factory, arguments);
  }

  @Test
  void withoutAPlaceForNasBench101FetchSaysWhatToDo() {
    Output refused = run("data", "fetch", "--space", "nb101");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "https://storage.googleapis.com/nasbench/nasbench_only108.tfrecord",
            "4c39c3936e36a85269881d659e44e61a245babcb72cb374eacacf75d0e5f4fd1",
            "data import --format nasbench-tfrecord",
            "--official",
            "--mirror PLACE");
  }

  @Test
  void aMirrorWithoutTheFileIsReportedWithItsPath() {
    Output refused = run("data", "fetch", "--space", "nb101", "--mirror", folder.toString());

    assertThat(refused.err())
        .isEqualTo("The mirror has no " + folder.resolve("nasbench101/nasbench101_20001.csv.gz"));
    assertThat(
            run("data", "fetch", "--space", "nb101", "--official", "--mirror", folder.toString())
                .err())
        .isEqualTo("The mirror has no " + folder.resolve("nasbench101/nasbench_only108.tfrecord"));
    assertThat(run("data", "fetch", "--official").err()).contains("--official is for nb101");
  }

  @Test
  void formatsNameTheirSpace() {
    assertThat(run("data", "formats").out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("nb201  nats-bench "))
        .anySatisfy(line -> assertThat(line).startsWith("nb101  nasbench-tfrecord "))
        .allSatisfy(line -> assertThat(line).matches("nb[12]01 .*"));
    assertThat(run("data", "import", "--format", "xls", folder.toString()).err())
        .startsWith("--format cannot be 'xls'; allowed: csv, ")
        .contains("nasbench101-csv");
  }

  @Test
  void aTableSaysHowMuchItKnows() {
    assertThat(run("data", "show").out())
        .contains("cifar10: 15,625 validation and 15,625 test accuracies of 15,625 architectures");
  }

  @Test
  void latenciesAreAddedToARealTableOnly() {
    assertThat(run("data", "import", "--format", "hw-nas-bench", "some.pickle").err())
        .isEqualTo(
            "hw-nas-bench adds latencies to the real table of NAS-Bench-201, and there is none, only"
                + " the embedded surrogate: 'make data' first");
    assertThat(
            run("data", "import", "--format", "latency-csv", "--device", "my-phone", "my.csv")
                .err())
        .startsWith("latency-csv adds latencies to the real table");
    assertThat(run("data", "import", "--format", "csv", "--device", "my-phone", "my.csv").err())
        .isEqualTo("--device and --dataset are for the format latency-csv");
    assertThat(run("data", "import", "--format", "latency-csv", "my.csv").err())
        .startsWith("latency-csv needs --device");
  }
}
