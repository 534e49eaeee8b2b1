package org.narq2t.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.space.nasbench201.NasBench201;

class UnwantedTrainingTest {
  private static final NasBench201 SPACE = new NasBench201();

  @TempDir Path folder;

  private boolean giveUp(int architecture) throws IOException {
    return UnwantedTraining.giveUp(folder, SPACE, SPACE.networkText(architecture));
  }

  @Test
  void aFileBesideTheCheckpointGivesUpATrainingOfTheSearch() throws IOException {
    Files.createDirectory(folder.resolve("checkpoint"));
    Files.createFile(folder.resolve("checkpoint/training-284.safetensors"));
    Files.createFile(folder.resolve("checkpoint/predictor-3.safetensors"));

    assertThat(giveUp(284)).isTrue();
    assertThat(folder.resolve("checkpoint/training-284.unwanted")).exists();
    assertThat(giveUp(3)).as("that is the state of a predictor").isFalse();
  }

  @Test
  void andAFinalOne() throws IOException {
    Files.createDirectory(folder.resolve("networks"));
    Files.createFile(folder.resolve("networks/11.safetensors"));

    assertThat(giveUp(11)).isTrue();
    assertThat(folder.resolve("networks/11.unwanted")).exists();
  }

  @Test
  void whatIsNotTrainedCannotBeGivenUp() throws IOException {
    assertThat(giveUp(11)).isFalse();
  }
}
