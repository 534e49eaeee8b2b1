package org.narq2t.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;

/** 1,000 + 256 + 50 · 5 look-ups, and other numbers in the same proportion. */
class LookUpsTest {
  private static final RunConfiguration CIFAR10 =
      ConfigurationFile.read(
          Path.of("configs/presets"), Path.of("configs/nasbench201/cifar10.yaml"), List.of());

  @Test
  void theConfiguredNumberIsSharedAsConfigured() {
    assertThat(CIFAR10.lookUps()).isEqualTo(1_506);
    assertThat(LookUps.share(CIFAR10, 1_506, 1)).isEqualTo(new LookUps(1_000, 256, 50, 1));
  }

  @Test
  void anyOtherIsSharedInProportionAndNeverExceeded() {
    LookUps half = LookUps.share(CIFAR10, 753, 1);

    assertThat(half).isEqualTo(new LookUps(500, 128, 25, 1));
    assertThat(LookUps.share(CIFAR10, 3_012, 1)).isEqualTo(new LookUps(2_000, 512, 100, 1));
    for (int total = 200; total < 2_000; total += 7) {
      LookUps shares = LookUps.share(CIFAR10, total, 6 > total / 200 ? 1 : 6);
      int spent =
          shares.train() + shares.validation() + 5 * shares.iterations() * shares.searches();
      assertThat(spent).isLessThanOrEqualTo(total).isGreaterThan(total - 5 * shares.searches());
    }
  }

  @Test
  void severalSearchesShareTheCandidatesOfOne() {
    assertThat(LookUps.share(CIFAR10, 1_506, 6)).isEqualTo(new LookUps(1_000, 256, 8, 6));
    assertThat(LookUps.share(CIFAR10, 1_506, 6).overrides(CIFAR10))
        .containsExactly(
            "strategy.split.train=1000", "strategy.split.validation=256", "strategy.iterations=8");
  }

  @Test
  void tooFewAreRefusedWithTheSmallestNumberThatWillDo() {
    assertThatThrownBy(() -> LookUps.share(CIFAR10, 192, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("192 look-ups are too few", "training batch (128)", "193 in all");
    assertThat(LookUps.share(CIFAR10, 193, 1)).isEqualTo(new LookUps(128, 32, 6, 1));
  }
}
