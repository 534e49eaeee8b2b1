package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class TerminalBarTest {

  @Test
  void eightyColumnsHoldTheBarAndAllThatItSays() {
    assertFits("cifar10 seed 1 train", TerminalBar.training(4.0031));
    assertFits("imagenet16 sequential search", TerminalBar.searching(94.31));
  }

  private static void assertFits(String name, String message) {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProgressBar bar =
        TerminalBar.of(name, 550)
            .setConsumer(new DelegatingProgressBarConsumer(lines::add, 79))
            .build()) {
      bar.stepTo(500);
      bar.setExtraMessage(message);
    }
    String last = lines.get(lines.size() - 1);
    assertThat(last.length()).isLessThan(80);
    assertThat(last.stripTrailing()).startsWith(name).endsWith(message).contains("500/550");
    assertThat(last).as("a bar").containsPattern("\\[[=> ]{2,}\\]");
  }
}
