package org.narq2t.predictor.narq2t;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.narq2t.RankerTraining.TrainingHistory;
import org.narq2t.space.nasbench201.NasBench201;

/** How often a training is kept, by a clock that only epochs and checkpoints move. */
class TrainingCheckpointTest {
  private static final TrainingSet NONE =
      new TrainingSet(new int[0], new double[0], new int[0], new double[0]);

  @TempDir Path folder;
  private long seconds;

  private static TrainingHistory history(int epochs) {
    return new TrainingHistory(
        IntStream.range(0, epochs)
            .mapToObj(epoch -> new EpochResult(epoch, 1, 0, 1, 0, 0.5, 0.1, 4))
            .map(result -> new EpochRecord(result, result, true))
            .toList(),
        List.of());
  }

  /** The epochs after which a training is kept. */
  private List<Integer> kept(int epochs, int secondsOfAnEpoch, int secondsOfACheckpoint) {
    LinearRanker ranker =
        new LinearRanker(new NasBench201(), 3, NONE, NONE) {
          @Override
          public void save(Path file) {
            super.save(file);
            seconds += secondsOfACheckpoint;
          }
        };
    TrainingCheckpoint checkpoint = new TrainingCheckpoint(folder, () -> seconds * 1_000_000_000L);
    List<Integer> kept = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      seconds += secondsOfAnEpoch;
      checkpoint.keep(history(epoch), seconds, ranker);
      int last = checkpoint.read().orElseThrow().progress().epochs().size();
      if (last == epoch) {
        kept.add(epoch);
      }
      assertThat(folder.resolve("epoch-%d.safetensors".formatted(last))).exists();
    }
    return kept;
  }

  @Test
  void checkpointsTakeATwentiethOfATrainingAtMost() {
    assertThat(kept(20, 4, 1)).containsExactly(1, 6, 11, 16);
  }

  @Test
  void anEpochThatTakesLongIsKeptAlways() {
    assertThat(kept(5, 300, 1)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void onlyTheLastOneIsThere() throws Exception {
    kept(12, 4, 1);

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("epoch-11.safetensors", "training.json");
    }
  }
}
