package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorContract;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/**
 * Predictors of Python behind the port, with the real interpreter: one that learns from cells and
 * has deviations, one without, and one that learns from feature tensors. They learn the order by
 * FLOPs.
 */
class PythonPredictorsTest {
  private static final NasBench201 SPACE = new NasBench201();

  private static PythonRuntime python;

  @BeforeAll
  static void start() {
    python = InstalledPython.start();
  }

  @AfterAll
  static void stop() {
    python.close();
  }

  private abstract static class OfFlops extends PredictorContract {
    @Override
    protected Space space() {
      return SPACE;
    }

    @Override
    protected double accuracy(int architecture) {
      return 50 + SPACE.flops(architecture, Task.CIFAR10) * 1e-7;
    }

    Predictor ofCells(String name, Map<String, Object> settings, long seed) {
      return new CellPredictor(
          python,
          SPACE,
          Members.all(SPACE.size()),
          Task.CIFAR10,
          name,
          settings,
          0,
          new double[0],
          new RandomStreams(seed));
    }
  }

  @Nested
  class Gp extends OfFlops {
    @Override
    protected Predictor predictor(long seed) {
      return ofCells("gp", Map.of(), seed);
    }
  }

  @Nested
  class Ctnas extends OfFlops {
    @Override
    protected Predictor predictor(long seed) {
      return ofCells(
          "ctnas", Map.of("width", 16, "layers", 2, "epochs", 100, "learning_rate", 0.01), seed);
    }

    @Test
    void itHasNoDeviations() {
      try (Predictor predictor = predictor(1)) {
        fit(predictor, 1);
        assertThat(predictor.predict(new int[] {1, 2}).hasDeviation()).isFalse();
      }
    }
  }

  @Nested
  class Renas extends OfFlops {
    @Override
    protected Predictor predictor(long seed) {
      return new TensorPredictor(
          python,
          new FeatureEncoder(SPACE, Task.CIFAR10),
          "renas",
          Map.of(
              "channels",
              List.of(8, 8),
              "hidden",
              List.of(8),
              "epochs",
              60,
              "batch_size",
              60,
              "learning_rate",
              0.003),
          new RandomStreams(seed));
    }
  }
}
