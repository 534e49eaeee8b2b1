package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.predictor.narq2t.Ranker;
import org.narq2t.predictor.narq2t.TrainingSet;

/**
 * NARQ2T in PyTorch, behind the bridge. Not thread-safe; {@link #close()} frees the model.
 *
 * <p>Feature tensors are encoded when they are needed and cross in pooled memory, so that those of
 * a whole space are never in memory at once.
 */
public final class TorchRanker implements Ranker {
  /** The most architectures that one call scores: 4 MB of feature tensors in NAS-Bench-201. */
  static final int CHUNK = 2048;

  private final PythonRuntime python;
  private final FeatureEncoder encoder;
  private final IntToLongFunction epochSeed;
  private final int session;
  private final int tiers;
  private final boolean latency;
  private final String device;
  private final long parameters;
  private final int threads;
  private final TrainingSet training;
  private final TrainingSet validation;
  private final Map<Integer, Integer> trainRow;
  private final Map<Integer, Integer> validationRow;
  private final boolean stoppable;

  /**
   * The network that Python builds.
   *
   * @param tiers that it tells apart; 0 for none
   * @param latency whether it has a head for latency
   * @param arguments of {@code open_model} in {@code narq2t.bridge.models}
   */
  record Model(int tiers, boolean latency, Map<String, Object> arguments) {}

  /**
   * Builds the model and hands over what it learns from.
   *
   * @param encoder encodes the architectures that are learnt from and those that are scored
   * @param epochSeed seed of the dropout of each epoch
   * @param stoppable whether it stops answering when a run is being cancelled
   */
  TorchRanker(
      PythonRuntime python,
      FeatureEncoder encoder,
      Model model,
      IntToLongFunction epochSeed,
      TrainingSet train,
      TrainingSet validation,
      boolean stoppable) {
    this.python = python;
    this.encoder = encoder;
    this.epochSeed = epochSeed;
    this.tiers = model.tiers();
    this.latency = model.latency();
    JsonNode opened = python.call("open_model", model.arguments());
    this.session = opened.get("session").asInt();
    this.device = opened.get("device").asText();
    this.parameters = opened.get("parameters").asLong();
    this.threads = opened.get("threads").asInt();
    this.training = train;
    this.validation = validation;
    try {
      this.trainRow = load("train", train);
      this.validationRow = load("validation", validation);
    } catch (RuntimeException e) {
      close(); // a model that stays open keeps its memory, and in dev mode the old Python code
      throw e;
    }
    this.stoppable = stoppable;
  }

  private Map<Integer, Integer> load(String name, TrainingSet set) {
    int n = set.size();
    try (BufferPool.Lease features = python.buffers().floats(encoder.shape(n));
        BufferPool.Lease accuracy = python.buffers().floats(n);
        BufferPool.Lease tier = python.buffers().ints(n);
        BufferPool.Lease latencies = python.buffers().floats(set.latencyMs().length)) {
      encoder.encode(set.architectures(), features.array().floats());
      python.call(
          "load_samples",
          Map.of("session", session, "name", name),
          features.array(),
          accuracy.array().fill(set.accuracies()),
          tier.array().fill(set.tiers()),
          latencies.array().fill(set.latencyMs()));
    }
    Map<Integer, Integer> rowOf = new HashMap<>();
    for (int row = 0; row < n; row++) {
      rowOf.put(set.architectures()[row], row);
    }
    return rowOf;
  }

  @Override
  public EpochResult trainEpoch(int epoch, int[][] batches) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("session", session);
    arguments.put("epoch", epoch);
    arguments.put("seed", epochSeed.applyAsLong(epoch));
    return run("train_epoch", epoch, arguments, rows(batches, trainRow));
  }

  @Override
  public EpochResult validate(int epoch, int[][] batches) {
    return run("validate", epoch, Map.of("session", session), rows(batches, validationRow));
  }

  private EpochResult run(String operation, int epoch, Object arguments, int[][] rows) {
    long start = System.nanoTime();
    try (BufferPool.Lease shared = python.buffers().ints(rows.length, rows[0].length)) {
      shared.array().fill(Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray());
      JsonNode result = python.call(operation, arguments, shared.array());
      return new EpochResult(
          epoch,
          result.get("total").asDouble(),
          result.path("tier").asDouble(),
          result.get("rank").asDouble(),
          result.path("latency").asDouble(),
          result.path("tier_accuracy").asDouble(Double.NaN),
          result.path("learning_rate").asDouble(),
          (System.nanoTime() - start) * 1e-9);
    }
  }

  private static int[][] rows(int[][] batches, Map<Integer, Integer> rowOf) {
    return Arrays.stream(batches)
        .map(batch -> Arrays.stream(batch).map(rowOf::get).toArray())
        .toArray(int[][]::new);
  }

  @Override
  public void keepBest() {
    python.call("keep_best", Map.of("session", session));
  }

  @Override
  public void restoreBest() {
    python.call("restore_best", Map.of("session", session));
  }

  @Override
  public Scores score(int[] architectures) {
    int n = architectures.length;
    FloatBuffer scores = FloatBuffer.allocate(n);
    FloatBuffer probabilities = FloatBuffer.allocate(Math.multiplyExact(n, tiers));
    FloatBuffer latencies = FloatBuffer.allocate(latency ? n : 0);
    for (int from = 0; from < n; from += CHUNK) {
      int[] chunk = Arrays.copyOfRange(architectures, from, Math.min(n, from + CHUNK));
      score(chunk, scores, probabilities, latencies);
    }
    return new Scores(scores.array(), probabilities.array(), tiers, latencies.array());
  }

  /** One call: puts the k scores, k * tiers probabilities and k or 0 latencies (ms) of a chunk. */
  private void score(
      int[] chunk, FloatBuffer scores, FloatBuffer probabilities, FloatBuffer latencies) {
    int k = chunk.length;
    try (BufferPool.Lease features = python.buffers().floats(encoder.shape(k));
        BufferPool.Lease score = python.buffers().floats(k);
        BufferPool.Lease tier = python.buffers().floats(k, tiers);
        BufferPool.Lease milliseconds = python.buffers().floats(latency ? k : 0)) {
      encoder.encode(chunk, features.array().floats());
      python.call(
          "score",
          Map.of("session", session, "stoppable", stoppable),
          features.array(),
          score.array(),
          tier.array(),
          milliseconds.array());
      scores.put(score.array().floats());
      probabilities.put(tier.array().floats());
      latencies.put(milliseconds.array().floats());
    }
  }

  @Override
  public void save(Path file) {
    python.save("save_model", Map.of("session", session, "path", file.toString()));
  }

  @Override
  public void load(Path file) {
    python.call("load_model", Map.of("session", session, "path", file.toString()));
  }

  @Override
  public TrainingSet training() {
    return training;
  }

  @Override
  public TrainingSet validation() {
    return validation;
  }

  @Override
  public Predictor.Hardware hardware() {
    return new Predictor.Hardware(device, threads, parameters);
  }

  @Override
  public void close() {
    python.call("close_model", Map.of("session", session));
  }
}
