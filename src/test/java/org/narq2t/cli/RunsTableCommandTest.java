package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.ledger.Observation;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/** One table over many runs: two searches that look up what they are given. */
@QuarkusTest
class RunsTableCommandTest {
  @Inject CommandLine.IFactory factory;
  @Inject RunStore store;
  @Inject Runs runs;
  @TempDir Path folder;

  private List<String> table(String... options) throws IOException {
    Path file = folder.resolve("table.csv");
    List<String> words =
        new java.util.ArrayList<>(
            List.of("runs", "table", "--text", "tabled", "--out", file.toString()));
    words.addAll(List.of(options));
    Commands.Output output = Commands.run(factory, words.toArray(String[]::new));
    assertThat(output.status()).as(output.err()).isZero();
    return Files.readAllLines(file);
  }

  private RunResult search(String dataset, String strategy) throws IOException {
    Commands.Output done =
        Commands.run(
            factory,
            "search",
            "--dataset",
            dataset,
            "--strategy",
            strategy,
            "--budget",
            "5",
            "--tag",
            "tabled",
            "--name",
            "five, of " + dataset);
    assertThat(done.status()).as(done.err()).isZero();
    RunRecord run = store.list().get(0);
    return runs.folder(run).result();
  }

  @Test
  void runsStandBesideEachOtherWithTheirSettingsAndAllThatTheyLookedUp() throws IOException {
    RunResult first = search("cifar10", "random");
    RunResult second = search("cifar100", "evolution");

    List<String> both = table();
    assertThat(both).hasSize(3);
    List<String> columns = List.of(both.get(0).split(","));
    assertThat(columns)
        .startsWith("run", "name", "title", "tags", "state")
        .contains("budget.queries", "strategy.type", "evaluation.held_out", "figure.seconds")
        .noneMatch(name -> name.matches(".*[A-Z].*"));
    assertThat(both.get(1)).contains("\"five, of cifar10\",tabled,finished,surrogate");
    assertThat(both.get(2)).contains("\"five, of cifar100\"");

    List<String> lookUps = table("--look-ups");
    assertThat(lookUps.get(0))
        .isEqualTo(
            "run,space,dataset,run_seed,round,purpose,architecture,description,validation,test,"
                + "epochs,seed,seconds,status");
    assertThat(lookUps).hasSize(1 + 5 + 5);
    List<Observation> lastRound = second.rounds().get(second.rounds().size() - 1).observations();
    Observation last = lastRound.get(lastRound.size() - 1);
    assertThat(lookUps.get(1))
        .contains(",nasbench201,cifar10,1,")
        .contains(first.rounds().get(0).observations().get(0).description());
    assertThat(lookUps.get(10))
        .contains(
            ",nasbench201,cifar100,1,",
            "%s,%.4f,%.4f".formatted(last.description(), last.validation(), last.test()));

    assertThat(table("--dataset", "cifar10")).hasSize(2);
  }
}
