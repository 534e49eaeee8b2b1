package org.narq2t.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;

class PresetDistanceTest {
  private static final Configurations CONFIGURATIONS = new Configurations(Path.of("configs"));
  private final PresetDistance presets = new PresetDistance(CONFIGURATIONS);

  private static RunConfiguration read(String file, String... overrides) {
    return CONFIGURATIONS.read(Path.of("configs", file), List.of(overrides));
  }

  @Test
  void thePapersSettingsAreThePresetsWhateverTheSeed() {
    RunConfiguration paper = read("nasbench201/cifar100.yaml", "seed=9", "preset=as-printed");

    assertThat(presets.changes(paper)).contains(0);
    assertThat(presets.text(paper)).isEqualTo("as-printed");
  }

  @Test
  void everyOtherSettingIsCounted() {
    RunConfiguration two = read("nasbench101/cifar10.yaml", "predictor.tiers=4", "strategy.top=3");

    assertThat(presets.text(read("nasbench201/cifar10.yaml", "predictor.tiers=4")))
        .isEqualTo("as-released, 1 setting changed");
    assertThat(presets.text(two)).isEqualTo("as-released, 2 settings changed");
  }

  @Test
  void aSmallRunForTryingThingsOutIsFarFromThePapers() {
    RunConfiguration smoke = read("examples/smoke.yaml");

    assertThat(presets.changes(smoke).orElseThrow())
        .isEqualTo(
            ComparedSettings.of(read("nasbench201/cifar10.yaml"))
                .differences(ComparedSettings.of(smoke))
                .size())
        .isGreaterThan(10);
  }

  @Test
  void aPresetThatIsNotThePapersIsNotMeasuredByIt() {
    assertThat(presets.changes(read("search.yaml"))).isEmpty();
    assertThat(presets.text(read("search.yaml"))).isEqualTo("sequential");
  }
}
