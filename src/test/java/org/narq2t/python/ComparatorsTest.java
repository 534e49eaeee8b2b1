package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.evaluation.KendallTau;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** ReNAS and CTNAS behind the port, with the real interpreter: they learn the order by FLOPs. */
class ComparatorsTest {
  private static final NasBench201 SPACE = new NasBench201();
  private static final int[] LEARNT = IntStream.range(0, 120).map(i -> i * 130).toArray();
  private static final int[] OTHERS = IntStream.range(0, 400).map(i -> i * 39 + 1).toArray();

  private static PythonRuntime python;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    python =
        new PythonRuntime(
            PythonEnvironment.inspect(
                Path.of(".venv/bin/python").toAbsolutePath(), Path.of("python")),
            1,
            false);
  }

  @AfterAll
  static void stop() {
    python.close();
  }

  @Test
  void renasLearnsFromFeatureTensors() {
    learnsAndIsTakenUp(this::renas);
  }

  @Test
  void ctnasLearnsFromCellsAndHasNoDeviations() {
    learnsAndIsTakenUp(this::ctnas);
  }

  private Predictor renas() {
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
        new RandomStreams(1));
  }

  private Predictor ctnas() {
    return new CellPredictor(
        python,
        SPACE,
        Members.all(SPACE.size()),
        Task.CIFAR10,
        "ctnas",
        Map.of("width", 16, "layers", 2, "epochs", 100, "learning_rate", 0.01),
        0,
        new double[0],
        new RandomStreams(1));
  }

  private void learnsAndIsTakenUp(java.util.function.Supplier<Predictor> make) {
    try (Predictor predictor = make.get();
        Predictor later = make.get()) {
      FitRecord record = predictor.fit(ledger(), 0, folder, FitListener.NONE);
      float[] score = predictor.predict(OTHERS).score();

      assertThat(record.observations()).isEqualTo(LEARNT.length);
      assertThat(predictor.predict(OTHERS).hasDeviation()).isFalse();
      assertThat(KendallTau.between(score, flops(OTHERS))).isGreaterThan(0.5);

      predictor.save(folder.resolve("state"));
      later.load(folder.resolve("state"), record);
      assertThat(later.predict(OTHERS).score()).isEqualTo(score);
    }
  }

  private static double[] flops(int[] architectures) {
    long[] flops = SPACE.totalFlops(Task.CIFAR10);
    return IntStream.of(architectures).mapToDouble(a -> flops[a]).toArray();
  }

  private static Ledger ledger() {
    Ledger ledger = new Ledger();
    double[] values = flops(LEARNT);
    ledger.begin(
        Purpose.TRAINING, IntStream.of(LEARNT).mapToObj(Proposed::of).toList(), Sampling.NONE);
    ledger.add(
        IntStream.range(0, LEARNT.length)
            .mapToObj(
                i ->
                    new Observation(
                        LEARNT[i],
                        "",
                        Purpose.TRAINING,
                        values[i],
                        Double.NaN,
                        0,
                        -1,
                        0,
                        Observation.Status.DONE))
            .toList());
    return ledger;
  }
}
