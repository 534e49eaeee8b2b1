package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import org.narq2t.ledger.Observation;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.run.Json;
import org.narq2t.run.RunResult;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

/** The search within a budget, on the embedded surrogate. */
@QuarkusTest
class BudgetedSearchTest {
  @Inject CommandLine.IFactory factory;
  @Inject RunStore store;
  @Inject Runs runs;

  private Output search(String... arguments) {
    List<String> all = new ArrayList<>(List.of("search", "--dataset", "cifar10"));
    all.addAll(List.of(arguments));
    return Commands.run(factory, all.toArray(String[]::new));
  }

  private RunResult last() throws IOException {
    RunRecord run = store.list().get(0);
    return runs.folder(run).result();
  }

  private static List<Integer> lookedUp(RunResult result) {
    return result.rounds().stream()
        .flatMap(round -> round.observations().stream())
        .map(Observation::architecture)
        .toList();
  }

  @Test
  void spendsItsBudgetAndAnswersInAFewLinesThatFit() throws IOException {
    Output output = search("--budget", "25");

    assertThat(output.status()).as(output.err()).isZero();
    List<String> lines = output.out().lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(8);
    assertThat(output.out())
        .contains(
            "random search: ",
            ": nasbench201, cifar10, seed 1, sequential with gp",
            "  25 queries, ",
            ", rule: validation");
    assertThat(lines.subList(1, lines.size()))
        .filteredOn(line -> !line.contains("page: "))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    RunResult result = last();
    assertThat(result.queries().distinct()).isEqualTo(25);
    assertThat(lookedUp(result)).hasSize(25).doesNotHaveDuplicates();
    assertThat(result.fits()).hasSize(15);
    assertThat(result.fits().get(0).observations()).isEqualTo(10);
  }

  @Test
  void theSameSeedFindsTheSameAndAnotherLooksElsewhere() throws IOException {
    search("--budget", "14");
    List<Integer> first = lookedUp(last());
    search("--budget", "14");
    assertThat(lookedUp(last())).isEqualTo(first);
    search("--budget", "14", "--seed", "2");
    assertThat(lookedUp(last())).isNotEqualTo(first);
  }

  /** Of the surrogate's cells about half keep 12 ms. */
  @Test
  void underALimitWhatIsFoundKeepsItAndTheRestIsCounted() throws IOException {
    Output output =
        search("--device", "gtx1080ti", "--max-latency", "12ms", "--budget", "24", "--json");

    assertThat(output.status()).as(output.err()).isZero();
    JsonNode answer = Json.MAPPER.readTree(output.out());
    assertThat(answer.at("/found/0/latency_ms").asDouble()).isBetween(0.1, 12.0);
    assertThat(answer.get("queries").asInt()).isEqualTo(24);
    RunResult result = last();
    LimitsEffect limited = result.limited().get(0);
    assertThat(limited.predictor()).isEqualTo(LimitsEffect.PROCESS);
    assertThat(answer.get("broke_limits").asInt()).isEqualTo(limited.violations());
    assertThat(limited.violations()).isLessThanOrEqualTo(7); // of 14 that were chosen
  }

  @Test
  void aFrontHasNoNetworkThatAnotherBeatsInBoth() throws IOException {
    Output output = search("--device", "gtx1080ti", "--pareto", "--budget", "24", "--json");

    assertThat(output.status()).as(output.err()).isZero();
    List<JsonNode> front = new ArrayList<>();
    Json.MAPPER.readTree(output.out()).get("front").forEach(front::add);
    assertThat(front).hasSizeGreaterThan(2);
    RunResult result = last();
    List<Double> accuracies =
        front.stream()
            .map(
                point ->
                    result.rounds().stream()
                        .flatMap(round -> round.observations().stream())
                        .filter(o -> o.description().equals(point.get("description").asText()))
                        .findFirst()
                        .orElseThrow()
                        .validation())
            .toList();
    assertThat(accuracies).isSorted().doesNotHaveDuplicates();
    assertThat(front.stream().map(point -> point.get("latency_ms").asDouble()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(search("--pareto").err()).contains("those of a device, and none is given");
    assertThat(search("--device", "gtx1080ti", "--pareto", "--strategy", "local").err())
        .contains("limits.front", "sequential");
  }

  @Test
  void energyIsLimitedWhereTheTableHasIt() {
    int before = store.list().size();
    assertThat(search("--device", "gtx1080ti", "--max-energy", "25mJ").err())
        .contains("no energies of 'gtx1080ti' on cifar10; it has: none");
    assertThat(search("--max-energy", "25mJ").err())
        .contains("those of a device, and none is given");
    assertThat(store.list()).hasSize(before);
  }

  @Test
  void aTableOfAnotherTaskIsAStart() throws IOException {
    assertThat(search("--budget", "5", "--warm", "nb201/cifar100").status()).isZero();
    RunResult warm = last();
    assertThat(warm.configuration().predictor().warm()).isEqualTo("nasbench201/cifar100");
    assertThat(warm.fits()).as("four are the first design").hasSize(1);
    assertThat(warm.fits().get(0).figures().get("prior_slope")).isGreaterThan(0.5);
    search("--budget", "5", "--set", "strategy.initial=4");

    assertThat(validation(warm)).isGreaterThan(validation(last()));
  }

  private static double validation(RunResult result) {
    return result.reports().get(0).outcome().validation();
  }

  @Test
  void whatCannotBeAStartIsRefused() {
    assertThat(search("--warm", "nb201/flowers").err())
        .contains("'nasbench201/flowers'", "nasbench201/cifar100");
    assertThat(search("--warm", "/etc/passwd").err())
        .contains("'/etc/passwd' is not a table to start from, SPACE/TASK such as nb201/cifar10");
    assertThat(search("--set", "budget.seconds=60").err())
        .contains("budget.seconds limits trainings, and a table answers without one");
    assertThat(search("--warm", "nb101/cifar10").err()).contains("nasbench201/cifar100");
    assertThat(search("--warm", "nb201/cifar100", "--strategy", "random").err())
        .contains("needs the strategy sequential with the predictor gp");
  }

  @Test
  void theAnswerAsJsonHasWhatThePageShows() throws IOException {
    Output output = search("--budget", "12", "--strategy", "random", "--json");

    JsonNode answer = Json.MAPPER.readTree(output.out());
    assertThat(answer.get("strategy").asText()).isEqualTo("random");
    assertThat(answer.get("predictor").asText()).isEqualTo("none");
    assertThat(answer.get("queries").asInt()).isEqualTo(12);
    assertThat(answer.get("benchmark").asText()).isEqualTo("surrogate");
    assertThat(answer.get("look_ups")).hasSize(12);
    assertThat(answer.at("/best/11").asDouble())
        .isEqualTo(answer.at("/found/0/validation").asDouble());
    assertThat(Files.readString(Path.of(answer.get("page").asText())))
        .contains("Surrogate: no benchmark results", "id=\"regret-line-search\"")
        .doesNotContain("<script", "id=\"beliefs-");
    RunResult result = last();
    assertThat(answer.at("/found/0/validation").asDouble())
        .isEqualTo(
            result.rounds().stream()
                .flatMap(round -> round.observations().stream())
                .mapToDouble(Observation::validation)
                .max()
                .orElseThrow());
  }

  @Test
  void everyStrategyAndPredictorSearches() throws IOException {
    for (String strategy : List.of("evolution", "local")) {
      assertThat(search("--budget", "12", "--strategy", strategy).status()).as(strategy).isZero();
      assertThat(last().queries().distinct()).as(strategy).isEqualTo(12);
    }
    Output boosted =
        search("--budget", "12", "--predictor", "boosted", "--set", "predictor.trees=20");
    assertThat(boosted.status()).as(boosted.err()).isZero();
    assertThat(last().queries().distinct()).isEqualTo(12);
  }

  @Test
  void limitsAreKeptByWhatIsReported() throws IOException {
    Output output = search("--budget", "30", "--device", "gtx1080ti", "--max-latency", "12ms");

    assertThat(output.status()).as(output.err()).isZero();
    assertThat(output.out()).contains(" ms on gtx1080ti, by the surrogate\n");
    RunResult result = last();
    assertThat(result.limited()).hasSize(1);
    assertThat(result.latencies()).hasSize(1);
    assertThat(result.latencies().get(0).measured()).isBetween(10, 30);
    assertThat(Commands.run(factory, "runs", "list", "--limit", "1").out())
        .contains(" sequential, gp ", " ≤ 12 ms on gtx1080ti ");
  }

  @Test
  void whatCannotBeIsToldInASentence() {
    assertThat(search("--max-latency", "12ms").err())
        .contains("those of a device, and none is given");
    assertThat(search("--strategy", "greedy").err())
        .contains("strategy.type cannot be 'greedy'; allowed: tiers, sequential, random");
    assertThat(search("--predictor", "oracle").err())
        .contains("predictor.type cannot be 'oracle'; allowed: narq2t, gp, boosted");
  }
}
