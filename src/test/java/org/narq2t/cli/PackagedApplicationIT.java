package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.PackagedApplication;

/** The packaged application, as a user starts it. */
@Timeout(180)
class PackagedApplicationIT {
  private static final String STARTING = "narq2t run: starting";

  @TempDir Path folder;

  private record Output(int status, String text) {}

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    return PackagedApplication.start(folder, folder.resolve("output"), environment, arguments);
  }

  private Output run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, arguments);
    assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
    return new Output(process.exitValue(), Files.readString(folder.resolve("output")));
  }

  @Test
  void helpNeedsNoPython() throws Exception {
    Output help = run(Map.of("NARQ2T_PYTHON", "/nowhere"), "run", "--help");

    assertThat(help.status()).isZero();
    assertThat(help.text()).contains("--set=KEY=VALUE", "configs/examples/smoke.yaml");
  }

  /** Which halves the time to start; Maven alone writes no archive, or leaves one that is old. */
  @Test
  void classesComeFromTheArchiveThatMakeHasWritten() throws Exception {
    Path application = Path.of("target", "quarkus-app");
    Path archive = application.resolve("narq2t.jsa");
    assumeThat(archive).exists();
    assumeThat(Files.getLastModifiedTime(archive))
        .isGreaterThanOrEqualTo(Files.getLastModifiedTime(application.resolve("app/narq2t.jar")));

    Output loaded = run(Map.of("NARQ2T_JAVA_OPTIONS", "-Xlog:class+load"), "--version");

    assertThat(loaded.text())
        .containsPattern("org\\.narq2t\\.cli\\.Narq2tCommand source: shared objects file");
  }

  @Test
  void encodeShowsTheGoldenRecordWithoutPython() throws Exception {
    Output encoding =
        run(
            Map.of("NARQ2T_PYTHON", "/nowhere"),
            "encode",
            "--dataset",
            "cifar10",
            "--arch",
            "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|");

    assertThat(encoding.status()).isZero();
    assertThat(encoding.text())
        .contains("architecture 0 ", "16,315,008 FLOPs, 129,306 parameters", "294,912");
  }

  @Test
  void fetchOfNasBench101SaysWhereToGetItWithoutPython() throws Exception {
    Output refused = run(Map.of("NARQ2T_PYTHON", "/nowhere"), "data", "fetch", "--space", "nb101");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.text())
        .startsWith("narq2t data fetch: starting\nError: ")
        .contains("nasbench_only108.tfrecord", "--format nasbench-tfrecord", "--official");
  }

  @Test
  void aMissingPythonIsExplained() throws Exception {
    Output doctor = run(Map.of("NARQ2T_PYTHON", "/nowhere"), "doctor");

    assertThat(doctor.status()).isEqualTo(1);
    assertThat(doctor.text()).contains("FAIL", "No Python at /nowhere", "make setup");
  }

  @Test
  void aWrongConfigurationIsExplainedWithoutAStackTrace() throws Exception {
    Output refused =
        run(Map.of(), "run", "configs/examples/smoke.yaml", "--set", "search.mode=greedy");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.text().lines())
        .containsExactly(
            STARTING,
            "Error: --set search.mode=greedy: strategy.mode cannot be 'greedy'; allowed: random,"
                + " statistics, uniform");
  }

  @Test
  void aPortThatCannotBeIsRefused() throws Exception {
    for (String port : List.of("99999999", "65536", "-1", "http")) {
      Output refused = run(Map.of(), "serve", "--port", port);

      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.text().strip())
          .isEqualTo(
              "Error: --port cannot be '%s'; allowed: 0 to 65535, 0 for any that is free"
                  .formatted(port));
    }
  }

  @Test
  void aFolderOfTablesThatIsNotThereIsRefusedAndNotMade() throws Exception {
    Path mistyped = folder.resolve("dta");

    Output refused = run(Map.of("NARQ2T_DATA", mistyped.toString()), "data", "show");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.text().lines().findFirst())
        .hasValue(
            "Error: NARQ2T_DATA names %s, and there is no such folder: make it, or correct the name"
                .formatted(mistyped));
    assertThat(mistyped).doesNotExist();
  }

  /** At any moment: while the JVM starts, while Python does, and in the middle of a run. */
  @Test
  void aProcessThatIsToldToEndNamesTheRunInOneSentence() throws Exception {
    for (int millis : new int[] {1_500, 3_000, 6_000, 10_000}) {
      Process process = start(Map.of(), "run", "configs/nasbench201/cifar10.yaml");
      Thread.sleep(millis);

      process.destroy(); // as Ctrl-C, which a process of a background job never gets

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      List<String> said =
          Files.readString(folder.resolve("output"))
              .lines()
              .filter(line -> !line.startsWith("cifar10 seed 1") && !line.equals(STARTING))
              .toList();
      assertThat(said)
          .as("after %d ms", millis)
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(
              line ->
                  line.matches(
                      "Stopped\\. (No run was begun|'narq2t runs resume (\\d+)' goes on with run"
                          + " \\2)\\."));
    }
  }

  @Test
  void aRunOnTheSurrogateSaysSoOnEveryLineOfItsResult() throws Exception {
    Output output =
        run(
            Map.of("NARQ2T_PYTHON_THREADS", "2"),
            "run",
            "configs/examples/smoke.yaml",
            "--set",
            "training.epochs=2");

    assertThat(output.status()).as(output.text()).isZero();
    List<String> result =
        output.text().lines().dropWhile(line -> !line.startsWith("[surrogate]")).toList();
    assertThat(result).hasSizeBetween(6, 8);
    assertThat(result).allSatisfy(line -> assertThat(line).startsWith("[surrogate] "));

    Output list = run(Map.of(), "runs", "list");
    assertThat(list.text()).contains("finished", "surrogate", "cifar10");
  }

  @Test
  void sigtermInTheMiddleOfTrainingEndsTheProcessWithinTenSecondsAndIsRecorded() throws Exception {
    Process process =
        start(
            Map.of(),
            "run",
            "configs/nasbench201/cifar10.yaml",
            "--set",
            "training.epochs=1000",
            "--set",
            "split.train=10000");
    while (!Files.readString(folder.resolve("output")).contains("train")) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
      Thread.sleep(50);
    }
    Thread.sleep(3_000); // into the epoch: torch computes

    process.destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.descendants()).isEmpty();
    assertThat(Files.readString(folder.resolve("output")).lines())
        .endsWith("Stopped. 'narq2t runs resume 1' goes on with run 1.");
    assertThat(run(Map.of(), "runs", "list").text()).contains("interrupted");
  }
}
