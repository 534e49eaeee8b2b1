package org.narq2t.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.narq2t.web.pages.SeedGroups.Member;

class SeedGroupsTest {

  private static Member run(long number, String... settings) {
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                "space", "nasbench201",
                "preset", "as-released",
                "dataset", "CIFAR10",
                "seed", "1",
                "device", "AUTO",
                "training.lambdaRank", "5",
                "training.lambdaLatency", "0",
                "search.limits.maxLatencyMs", "0"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new Member(number, "real", all);
  }

  private static List<List<Long>> tables(Member... runs) {
    return SeedGroups.of(List.of(runs)).stream()
        .map(table -> table.stream().map(Member::run).toList())
        .toList();
  }

  @Test
  void seedsAndDevicesAreMeansOfOneTable() {
    assertThat(tables(run(1), run(2, "seed", "2"), run(3, "seed", "3", "device", "CPU")))
        .containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void dataSetsStandInOneTableThoughTheirSettingsDiffer() {
    assertThat(tables(run(1), run(2, "dataset", "CIFAR100", "training.lambdaRank", "23")))
        .containsExactly(List.of(1L, 2L));
  }

  @Test
  void runsOfOneDataSetWithOtherSettingsAreNeverInOneMean() {
    assertThat(tables(run(1), run(2, "training.lambdaRank", "7"), run(3, "seed", "2")))
        .containsExactly(List.of(1L, 3L), List.of(2L));
  }

  @Test
  void limitsHaveRowsOfTheirOwn() {
    assertThat(tables(run(1), run(2, "search.limits.maxLatencyMs", "4")))
        .containsExactly(List.of(1L, 2L));
  }

  @Test
  void presetsAndSurrogatesAreApart() {
    Member surrogate = new Member(3, "surrogate", run(1).settings());
    assertThat(tables(run(1), run(2, "preset", "as-printed"), surrogate))
        .containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }
}
