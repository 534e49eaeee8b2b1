package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.configuration.SettingValues;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.Scores;
import org.narq2t.predictor.narq2t.ModelSettings;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.narq2t.TrainingSet;
import org.narq2t.predictor.narq2t.TrainingSettings;
import org.narq2t.predictor.narq2t.TrainingSettings.Losses;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;

/** How feature tensors reach the model, with the real interpreter and a small model. */
class TorchRankerTest {
  private static final FeatureEncoder ENCODER = new FeatureEncoder(new NasBench201(), Task.CIFAR10);
  private static final int TIERS = 3;
  private static final int SAMPLES = 40;

  private static PythonRuntime python;
  private static TorchRanker ranker;

  @BeforeAll
  static void start() {
    python = InstalledPython.start();
    ranker = open(Losses.TIERS_AND_RANKING);
  }

  private static TorchRanker open(Losses losses) {
    Narq2tSettings settings =
        new Narq2tSettings(
            TIERS,
            new ModelSettings(
                16,
                16,
                1,
                4,
                0.1,
                16,
                16,
                ModelSettings.Normalisation.POST,
                ModelSettings.Decoder.GROUP_WISE,
                ModelSettings.FeatureScale.NONE,
                ModelSettings.Attributes.OFP),
            new TrainingSettings(
                1,
                2,
                0.07,
                30,
                0.9,
                0.99,
                1e-9,
                0.01,
                5,
                7,
                TrainingSettings.RankingReduction.MEAN,
                losses,
                TrainingSettings.Precision.FLOAT32),
            ((Narq2tSettings) SmallRun.configuration().predictor()).statistics());
    return new RankerFactory(
            python,
            ENCODER.space(),
            ENCODER.dataset(),
            settings,
            SettingValues.named(settings),
            List.of(),
            "cpu",
            new RandomStreams(1))
        .open(samples(0), samples(SAMPLES));
  }

  private static TrainingSet samples(int from) {
    double[] values = IntStream.range(0, SAMPLES).asDoubleStream().toArray();
    int[] tiers = IntStream.range(0, SAMPLES).map(i -> i % TIERS).toArray();
    return new TrainingSet(IntStream.range(from, from + SAMPLES).toArray(), values, tiers, values);
  }

  @AfterAll
  static void stop() {
    ranker.close();
    python.close();
  }

  /** Architectures from the end of the space: row i is never architecture i. */
  private static int[] architectures(int n) {
    return IntStream.range(0, n).map(i -> ENCODER.space().size() - 1 - i).toArray();
  }

  @Test
  void moreThanOneChunkIsScoredLikeItsParts() {
    int[] all = architectures(FeatureScoring.CHUNK + 300);
    int cut = 1000;

    Scores whole = ranker.score(all);
    Scores first = ranker.score(Arrays.copyOf(all, cut));
    Scores second = ranker.score(Arrays.copyOfRange(all, cut, all.length));

    assertThat(IntStream.range(0, all.length).mapToObj(i -> whole.score()[i]).distinct())
        .hasSizeGreaterThan(all.length / 2);
    assertThat(whole.score()).containsExactly(joined(first.score(), second.score()), offset(1e-5f));
    assertThat(whole.tierProbabilities())
        .containsExactly(
            joined(first.tierProbabilities(), second.tierProbabilities()), offset(1e-5f));
    assertThat(whole.latencyMs())
        .containsExactly(joined(first.latencyMs(), second.latencyMs()), offset(1e-5f));
  }

  /** Table V: one loss leaves out the classifier, the other scores by it. */
  @Test
  void withOneLossOfAccuracyThereAreNoTiersOrTheScoreFollowsTheBestTier() {
    int[] some = architectures(200);
    try (TorchRanker ranking = open(Losses.RANKING);
        TorchRanker tiers = open(Losses.TIERS)) {
      Scores ranked = ranking.score(some);
      assertThat(ranked.tiers()).isZero();
      assertThat(ranking.trainEpoch(0, new int[][] {{0, 1, 2, 3}}).tierAccuracy()).isNaN();

      Scores classified = tiers.score(some);
      for (int i = 0; i < some.length; i++) {
        double best = classified.tierProbabilities()[i * TIERS];
        assertThat(1 / (1 + Math.exp(-classified.score()[i]))).isCloseTo(best, offset(1e-5));
      }
    }
  }

  @Test
  void nothingIsScoredWithoutACall() {
    long before = python.calls().statistics().calls();

    assertThat(ranker.score(new int[0]).size()).isZero();

    assertThat(python.calls().statistics().calls()).isEqualTo(before);
  }

  @Test
  void pythonSeesTheBytesThatWereEncodedChunkByChunk() {
    int[] all = architectures(FeatureScoring.CHUNK + 300);
    python("import hashlib; unwatched, seen = bridge.OPERATIONS['score'], []");
    python("def seen_features(arguments): return seen");
    python("bridge.operation(seen_features)");
    python(
        "def watched(arguments, features, *arrays):\n"
            + "  seen.append([len(features), hashlib.sha256(features.tobytes()).hexdigest()])\n"
            + "  return unwatched(arguments, features, *arrays)");
    python("bridge.OPERATIONS['score'] = watched");

    ranker.score(all);

    python("bridge.OPERATIONS['score'] = unwatched");
    JsonNode seen = python.call("seen_features", Map.of());
    assertThat(seen).hasSize(2);
    assertSeen(seen.get(0), Arrays.copyOf(all, FeatureScoring.CHUNK));
    assertSeen(seen.get(1), Arrays.copyOfRange(all, FeatureScoring.CHUNK, all.length));
  }

  @Test
  void samplesAreCopiedOutOfTheMemoryThatScoringReuses() {
    int[][] batches = {ranker.validation().architectures()};
    EpochResult before = ranker.validate(0, batches);

    ranker.score(architectures(SAMPLES));

    assertThat(ranker.validate(0, batches).loss()).isEqualTo(before.loss());
  }

  private static void python(String code) {
    python
        .worker()
        .run(
            interpreter -> {
              interpreter.exec(code);
              return null;
            });
  }

  private static void assertSeen(JsonNode seen, int[] architectures) {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * architectures.length * ENCODER.space().featureLength())
            .order(ByteOrder.nativeOrder());
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int architecture : architectures) {
      ENCODER.space().encode(architecture, ENCODER.dataset(), floats);
    }
    assertThat(seen.get(0).asInt()).isEqualTo(architectures.length);
    assertThat(seen.get(1).asText()).isEqualTo(sha256(bytes.array()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
