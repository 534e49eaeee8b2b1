package org.narq2t.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.evaluation.KendallTau;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Sampling;
import org.narq2t.loop.MemoryFolder;
import org.narq2t.space.Space;
import org.narq2t.strategy.Killing;

/** What every predictor keeps, ours and a stranger's. */
public abstract class PredictorContract {
  private static final int LEARNT = 120;
  private static final int VALIDATED = 40;
  private static final int OTHERS = 200;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private int fits;

  /** The space of what it predicts, with 360 architectures or more. */
  protected abstract Space space();

  /** The accuracy of an architecture in %, which it is to learn. */
  protected abstract double accuracy(int architecture);

  /** A new predictor, as a new process would make it. */
  protected abstract Predictor predictor(long seed);

  /** Different architectures, the same ones every time. */
  private int[] architectures() {
    var random = new Random(7);
    return IntStream.generate(() -> space().draw(random))
        .distinct()
        .limit(LEARNT + VALIDATED + OTHERS)
        .toArray();
  }

  private int[] others() {
    return Arrays.copyOfRange(architectures(), LEARNT + VALIDATED, LEARNT + VALIDATED + OTHERS);
  }

  /** What was observed, each accuracy multiplied. */
  private Ledger ledger(double times) {
    int[] all = architectures();
    Ledger ledger = new Ledger();
    observe(ledger, Purpose.TRAINING, times, Arrays.copyOf(all, LEARNT));
    observe(
        ledger,
        Purpose.TIER_VALIDATION,
        times,
        Arrays.copyOfRange(all, LEARNT, LEARNT + VALIDATED));
    return ledger;
  }

  private void observe(Ledger ledger, Purpose purpose, double times, int[] architectures) {
    ledger.begin(
        purpose, IntStream.of(architectures).mapToObj(Proposed::of).toList(), Sampling.NONE);
    ledger.add(
        IntStream.of(architectures)
            .mapToObj(
                a ->
                    new Observation(
                        a,
                        space().describe(a),
                        purpose,
                        accuracy(a) * times,
                        Double.NaN,
                        0,
                        -1,
                        1,
                        Observation.Status.DONE))
            .toList());
  }

  protected final FitRecord fit(Predictor predictor, double times) {
    return predictor.fit(ledger(times), 0, folder.resolve("fit-" + fits++), FitListener.NONE);
  }

  private float[] expected() {
    try (Predictor predictor = predictor(1)) {
      fit(predictor, 1);
      return predictor.predict(others()).score();
    }
  }

  @Test
  void theOrderOfWhatWasNeverSeenIsLearnt() {
    double[] accuracies = IntStream.of(others()).mapToDouble(this::accuracy).toArray();

    assertThat(KendallTau.between(expected(), accuracies)).isGreaterThan(0.3);
  }

  @Test
  void whatIsAskedIsPredictedInThatOrder() {
    int[] others = others();
    int[] backwards = IntStream.range(0, OTHERS).map(i -> others[OTHERS - 1 - i]).toArray();
    try (Predictor predictor = predictor(1)) {
      fit(predictor, 1);
      Scores asked = predictor.predict(others);
      Scores reversed = predictor.predict(backwards);

      assertThat(asked.size()).isEqualTo(OTHERS);
      for (int i = 0; i < OTHERS; i++) {
        assertThat(reversed.score()[OTHERS - 1 - i]).isCloseTo(asked.score()[i], rounded(asked));
      }
      assertThat(predictor.predict(new int[] {others[3]}).score()[0])
          .isCloseTo(asked.score()[3], rounded(asked));
      assertThat(predictor.predict(new int[0]).size()).isZero();
    }
  }

  /** Products over another number of rows may be rounded otherwise. */
  private static Offset<Float> rounded(Scores scores) {
    float largest = 0;
    for (float score : scores.score()) {
      largest = Math.max(largest, Math.abs(score));
    }
    return Offset.offset(1e-4f * largest);
  }

  @Test
  void aFitIsRecorded() {
    try (Predictor predictor = predictor(1)) {
      assertThat(predictor.fitted()).isEmpty();
      FitRecord record = fit(predictor, 1);

      assertThat(predictor.fitted()).contains(record);
      assertThat(record.observations()).isEqualTo(LEARNT + VALIDATED);
      assertThat(record.seconds()).isNotNegative();
    }
  }

  @Test
  void theSameSeedPredictsTheSameWhateverWasLearntBefore() {
    try (Predictor predictor = predictor(1)) {
      fit(predictor, -1);
      fit(predictor, 1);

      assertThat(predictor.predict(others()).score()).isEqualTo(expected());
    }
  }

  @Test
  void whatWasSavedPredictsTheSameWhenItIsLoaded() {
    Path state = folder.resolve("state");
    try (Predictor predictor = predictor(1);
        Predictor later = predictor(1)) {
      FitRecord record = fit(predictor, 1);
      predictor.save(state);
      later.load(state, record);

      assertThat(later.fitted()).contains(record);
      Scores before = predictor.predict(others());
      Scores after = later.predict(others());
      assertThat(after.score()).isEqualTo(before.score());
      assertThat(after.deviation()).isEqualTo(before.deviation());
      assertThat(after.tierProbabilities()).isEqualTo(before.tierProbabilities());
    }
  }

  /** One that is trained by epochs goes on from the last of them. */
  @Test
  void aFitThatWasKilledEndsAsIfNothingHadHappened() {
    float[] expected = expected();
    boolean killed = true;
    for (int moment = 0; killed; moment++) {
      Path unfinished = folder.resolve("killed-" + moment);
      killed = killedAt(moment, unfinished);
      try (Predictor next = predictor(1)) {
        FitRecord record = next.fit(ledger(1), 0, unfinished, FitListener.NONE);

        assertThat(next.predict(others()).score())
            .as("killed after epoch %d", moment)
            .isEqualTo(expected);
        assertThat(record.epochs()).hasSizeGreaterThanOrEqualTo(moment);
      }
    }
  }

  private boolean killedAt(int moment, Path unfinished) {
    int[] left = {moment};
    try (Predictor predictor = predictor(1)) {
      predictor.fit(
          ledger(1),
          0,
          unfinished,
          new FitListener() {
            @Override
            public void begun(int steps, int done) {}

            @Override
            public void finished(EpochRecord epoch) {
              if (left[0]-- == 0) {
                throw new Killing.Killed();
              }
            }
          });
      return false;
    } catch (Killing.Killed e) {
      return true;
    }
  }

  @Test
  void whereItHasDeviationsFunctionsCanBeDrawn() {
    try (Predictor predictor = predictor(1)) {
      fit(predictor, 1);
      Scores scores = predictor.predict(others());
      if (scores.hasDeviation()) {
        for (float deviation : scores.deviation()) {
          assertThat(deviation).isNotNegative().isFinite();
        }
        List<float[]> drawn = List.of(predictor.draw(others(), 3, new Random(5)));
        assertThat(drawn).hasSize(3).allMatch(function -> function.length == OTHERS);
        assertThat(predictor.draw(others(), 3, new Random(5)))
            .isDeepEqualTo(drawn.toArray(float[][]::new));
      }
    }
  }
}
