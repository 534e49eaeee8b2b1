package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.narq2t.TestFolder;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.StudiesApi;
import picocli.CommandLine;

/** Studies from the command line, and the commands that reproduced tables before there were any. */
@QuarkusTest
@TestProfile(StudyCommandTest.OwnDatabase.class)
@Timeout(300)
class StudyCommandTest {
  private static final Path DATA = TestFolder.named("study-data");

  /** The runs of a study are counted, and no other test imports a table here. */
  public static class OwnDatabase implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "narq2t.database",
          "jdbc:h2:mem:Command;DB_CLOSE_DELAY=-1",
          "narq2t.data",
          DATA.toString());
    }
  }

  private static final List<String> SMALL =
      List.of(
          "--set", "training.epochs=1",
          "--set", "search.iterations=2",
          "--set", "split.train=60",
          "--set", "split.validation=50");

  @Inject CommandLine.IFactory factory;
  @Inject Benchmarks benchmarks;
  @Inject RunStore store;
  @Inject StudiesApi api;

  private Output narq2t(String... arguments) {
    return Commands.run(factory, arguments);
  }

  private Output small(String... arguments) {
    return narq2t(Stream.concat(Stream.of(arguments), SMALL.stream()).toArray(String[]::new));
  }

  @Test
  void studiesAreListedAndShown() throws IOException {
    JsonNode all = Json.MAPPER.readTree(narq2t("study", "list", "--json").out());
    assertThat(all.findValuesAsText("name")).contains("table1", "table2", "table3", "table9");

    Output table9 = narq2t("study", "show", "table9");
    assertThat(table9.out())
        .contains("Table IX", "factor    Weight: 1, 2, 3", "seeds     1, 20211117", "10 runs");
    assertThat(narq2t("study", "show", "table99").err())
        .contains("There is no study 'table99'", "table9");
  }

  @Test
  void aStudyWithoutItsTableSaysHowToGetIt() throws IOException {
    assertThat(benchmarks.realTable("nasbench101")).doesNotExist();
    EnumeratedSpace.linkInto(DATA);
    Output run =
        small("study", "run", "table1", "--seeds", "1", "--set", "preset=dev", "--set", "tiers=4");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("there is no table of nasbench101");
  }

  @Test
  void aStudyIsDoneShownReportedAndItsPartsAreTold() throws IOException {
    Output part =
        small(
            "study",
            "run",
            "table2",
            "--axis",
            "dataset=cifar10",
            "--seeds",
            "1,2",
            "--set",
            "preset=dev",
            "--set",
            "training.lambda_latency=0");
    assertThat(part.status()).isZero();
    assertThat(part.out())
        .contains("2 runs on the embedded surrogate, preset dev", "[####################] 2 of 2")
        .contains("Table II on the SURROGATE", "NARQ2T, ", " settings changed", "Report: ")
        .doesNotContain("published: "); // the paper's figures are of its own settings
    List<RunRecord> runs = store.ofStudy("table2");
    assertThat(runs).extracting(RunRecord::state).containsOnly(RunState.FINISHED);
    assertThat(narq2t("study", "show", "table2").out()).contains("CIFAR-10", "2 of 2 runs");
    assertThat(narq2t("study", "report", "table2").out()).contains("Table II on the SURROGATE");
    assertThat(narq2t("study", "report", "table6", "--markdown").out())
        .contains("No run of the study is finished.");
    assertThat(narq2t("study", "report", "table2", "--markdown").out())
        .startsWith("**Table II")
        .containsPattern("\\| \\[surrogate\\] NARQ2T, \\d+ settings changed \\| CIFAR-10 \\| 2");
    assertThat(narq2t("runs", "report", "" + runs.get(0).id()).out())
        .contains(" settings changed")
        .doesNotContain("published: ");

    assertThat((String) api.report("table2").getEntity())
        .contains(
            "<h1>Table II: comparison on NAS-Bench-201</h1>",
            "Fig. 5 of the paper draws",
            "./narq2t study run table2 --seeds ");

    assertThat(narq2t("study", "run", "table2", "--axis", "dataset=mnist").err())
        .contains("axis dataset cannot be 'mnist'; allowed: cifar10, cifar100, imagenet16");
    assertThat(narq2t("study", "run", "table2", "--set", "search.tops=3").err())
        .contains("study table2, cifar10: --set search.tops=3: unknown key 'strategy.tops'");
  }

  @Test
  void aRunOfAClusterIsLeftToItAndDoneByTheCommandOfItsTask() {
    List<String> words = new ArrayList<>(List.of("study", "run", "table8-nb201"));
    words.addAll(List.of("--axis", "constraints=flops", "--axis", "top=1", "--seeds", "9"));
    words.addAll(List.of("--set", "preset=dev", "--set", "training.lambda_latency=0"));
    words.addAll(List.of("--on", "ray", "--queue"));
    assertThat(small(words.toArray(String[]::new)).err())
        .contains("address cannot be ''; allowed: that of Ray's dashboard");
    assertThat(narq2t("study", "run", "table2", "--on", "mars").err())
        .contains("--on cannot be 'mars'; allowed: local, ray");

    words.addAll(List.of("--ray-address", "http://head:8265", "--cpus", "2"));
    assertThat(small(words.toArray(String[]::new)).status()).isZero();
    RunRecord queued = store.list().get(0);
    assertThat(queued.cluster())
        .isEqualTo(
            "{\"on\":\"RAY\",\"count\":1,\"cpus\":2,\"gpus\":0.0,\"address\":\"http://head:8265\"}");

    assertThat(narq2t("runs", "work", "" + queued.id()).status()).isZero();
    assertThat(store.get(queued.id()).state()).isEqualTo(RunState.FINISHED);
    assertThat(narq2t("runs", "work", "" + queued.id()).status()).as("once more").isZero();
    assertThat(narq2t("runs", "work", "987654").err()).contains("There is no run 987654");
    assertThat(narq2t("runs", "--help").out()).doesNotContain("work ");
  }

  @Test
  void thePredictorsOfALeaderboardAreJudgedUnderTheProtocolsOfOthers() {
    Output run =
        narq2t(
            "study",
            "run",
            "leaderboard-tau",
            "--protocol",
            "held-out,flowerformer",
            "--axis",
            "labels=78",
            "--axis",
            "predictor=gp",
            "--seeds",
            "3");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("held-out", "published: FlowerFormer with pair loss", "0.8360");

    List<RunRecord> runs = store.ofStudy("leaderboard-tau");
    assertThat(runs).hasSize(2).allMatch(done -> done.state() == RunState.FINISHED);
    assertThat(runs.get(1).needs()).isEqualTo(runs.get(0).id()); // one fit, judged twice

    assertThat(narq2t("study", "run", "table9", "--protocol", "pinat").err())
        .contains("study table9 has no axis 'protocol'");
  }

  @Test
  void aStudyCanBeLeftToWorkersAndAReproductionIsAStudy() {
    Output queued =
        small("study", "run", "table9", "--axis", "factor=2,20", "--set", "preset=dev", "--queue");
    assertThat(queued.out()).contains("is queued: 2 seed 1", "is queued: 20 seed 1");
    List<RunRecord> waiting = store.ofStudy("table9");
    assertThat(waiting).hasSize(2).allMatch(run -> run.state() == RunState.QUEUED);

    // what waits is taken up, so nothing is queued twice
    Output done =
        small("reproduce", "latency-factor", "--factors", "2,20", "--preset", "dev", "--resume");
    assertThat(done.status()).isZero();
    assertThat(done.out()).contains("λ1 = 2", "λ1 = 20", " settings changed");
    assertThat(store.ofStudy("table9"))
        .hasSize(2)
        .allMatch(run -> run.state() == RunState.FINISHED);
    assertThat(small("reproduce", "latency-factor", "--seeds", "11").err())
        .isEqualTo("--seeds cannot be 11; allowed: 1 to 10");
  }
}
