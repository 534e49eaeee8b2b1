package org.narq2t.evaluator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStoreTest {
  @TempDir Path folder;

  private static final Training DONE =
      new Training("complete", 81.25, 3, 12.5, "", List.of(40.0, 70.0, 81.25));
  private static final Training FAILED =
      new Training("diverged", Double.NaN, 1, 4, "loss nan", List.of(10.0));

  private Path file() {
    return folder.resolve("images.jsonl");
  }

  private static TrainingStore.Key key(String cell, int epochs) {
    return new TrainingStore.Key(
        "nasbench201", cell, 32, 3, new NetworkSettings(16, 5, 3), Recipes.of(epochs), 7);
  }

  @Test
  void aTrainingIsFoundByAnotherProcess() throws IOException {
    TrainingStore store = TrainingStore.open(file());
    store.add(key("a", 3), DONE);
    store.add(key("b", 3), FAILED);

    TrainingStore later = TrainingStore.open(file());
    assertThat(later.find(key("a", 3))).contains(DONE);
    assertThat(later.find(key("b", 3))).contains(FAILED);
    assertThat(later.find(key("a", 4))).isEmpty();
  }

  @Test
  void aLineThatAKilledProcessHadBegunIsNoTrainingAndSpoilsNoOther() throws IOException {
    TrainingStore.open(file()).add(key("a", 3), DONE);
    Files.writeString(file(), "{\"key\":{\"space\":\"nas", StandardOpenOption.APPEND);

    TrainingStore store = TrainingStore.open(file());
    assertThat(store.all()).hasSize(1);
    store.add(key("b", 3), DONE);
    assertThat(TrainingStore.open(file()).all()).hasSize(2);
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    TrainingStore.open(file()).add(key("a", 3), DONE);
    Files.writeString(file(), "{\"key\":17}\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> TrainingStore.open(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 is damaged");
  }
}
