package org.narq2t.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.run.ConfigurationFile;

/** In what two runs differ. */
class ComparedSettingsTest {

  private static ComparedSettings run(String... overrides) {
    Path configs = Path.of("configs");
    return ComparedSettings.of(
        ConfigurationFile.read(
            configs.resolve("presets"),
            configs.resolve("examples/smoke.yaml"),
            List.of(overrides)));
  }

  private static List<String> differences(String... overrides) {
    return run().differences(run(overrides));
  }

  @Test
  void seedsAndProcessorsMakeRepetitions() {
    assertThat(run("seed=2", "device=auto")).isEqualTo(run());
    assertThat(differences("seed=2", "device=cuda")).isEmpty();
  }

  @Test
  void everyOtherSettingIsNamedAsTheCommandLineSpellsIt() {
    assertThat(differences("tiers=4")).containsExactly("predictor.tiers 5, not 4");
    assertThat(differences("model.layers=1", "search.mode=random"))
        .containsExactly("predictor.model.layers 2, not 1", "strategy.mode statistics, not random");
    assertThat(differences("dataset=cifar100")).containsExactly("dataset cifar10, not cifar100");
  }

  @Test
  void aPresetDiffersByWhatItSetsAndNotByItsName() {
    assertThat(differences("preset=as-printed"))
        .isNotEmpty()
        .noneMatch(difference -> difference.startsWith("preset"));
  }

  @Test
  void aDeviceCountsOnlyWhereItsLatencyIsLearntOrLimited() {
    assertThat(run("training.latency_device=pixel3")).isEqualTo(run());
    String learnt = "training.lambda_latency=7";
    assertThat(run(learnt).differences(run(learnt, "training.latency_device=pixel3")))
        .containsExactly("limits.device gtx1080ti, not pixel3");
    String limited = "search.limits.max_latency_ms=5";
    assertThat(run(limited).differences(run(limited, "training.latency_device=pixel3"))).hasSize(1);
    assertThat(differences("search.limits.latency_margin=2")).isEmpty();
    String energy = "limits.max_energy_mj=5";
    assertThat(run(energy).differences(run(energy, "limits.device=edgegpu"))).hasSize(1);
  }

  @Test
  void whatFollowsFromAnotherDifferenceIsNotNamed() {
    assertThat(differences("search.limits.max_latency_ms=5"))
        .containsExactly("limits.max_latency_ms 0.0, not 5.0");
  }

  /** A strategy of another kind has settings of its own; its name says that. */
  @Test
  void ofModulesOfDifferentKindsTheNameIsEnough() {
    Map<String, String> random = Map.of("strategy.type", "random", "strategy.batch", "10");
    Map<String, String> sequential =
        Map.of("strategy.type", "sequential", "strategy.batch", "1", "strategy.kappa", "1.5");
    Map<String, String> bolder =
        Map.of("strategy.type", "sequential", "strategy.batch", "1", "strategy.kappa", "3");

    assertThat(ComparedSettings.of(random).differences(ComparedSettings.of(sequential)))
        .containsExactly("strategy.type random, not sequential");
    assertThat(ComparedSettings.of(sequential).differences(ComparedSettings.of(bolder)))
        .containsExactly("strategy.kappa 1.5, not 3");
    assertThat(
            ComparedSettings.differing(
                List.of(
                    ComparedSettings.of(random),
                    ComparedSettings.of(sequential),
                    ComparedSettings.of(bolder))))
        .containsExactly("strategy.kappa", "strategy.type");
  }

  @Test
  void theDatabasesSpellingIsComparedInTheSameWay() {
    Map<String, String> one =
        Map.of("seed", "1", "predictor.training.lambdaLatency", "0.0", "limits.device", "a");
    Map<String, String> other =
        Map.of("seed", "2", "predictor.training.lambdaLatency", "0.0", "limits.device", "b");

    assertThat(ComparedSettings.of(one)).isEqualTo(ComparedSettings.of(other));
  }

  @Test
  void aSettingThatWasNotRecordedIsADifference() {
    assertThat(ComparedSettings.of(Map.of("tiers", "5")).differences(ComparedSettings.of(Map.of())))
        .containsExactly("tiers 5, not none");
  }

  @Test
  void runsAreOrderedBySizeAndNotBySpelling() {
    List<ComparedSettings> runs =
        List.of(run("search.top=10"), run("search.top=9"), run("search.top=1"));

    assertThat(runs.stream().sorted(ComparedSettings.order(List.of("strategy.top"))))
        .extracting(run -> run.value("strategy.top"))
        .containsExactly("1", "9", "10");
  }
}
