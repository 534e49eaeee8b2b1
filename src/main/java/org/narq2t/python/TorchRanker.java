package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
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
  private final PythonRuntime python;
  private final IntToLongFunction epochSeed;
  private final int session;
  private final String device;
  private final long parameters;
  private final int threads;
  private final LoadedSamples training;
  private final LoadedSamples validation;
  private final FeatureScoring scoring;

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
    this.epochSeed = epochSeed;
    JsonNode opened = python.call("open_model", model.arguments());
    this.session = opened.get("session").asInt();
    this.device = opened.get("device").asText();
    this.parameters = opened.get("parameters").asLong();
    this.threads = opened.get("threads").asInt();
    try {
      this.training = LoadedSamples.load(python, encoder, session, "train", train);
      this.validation = LoadedSamples.load(python, encoder, session, "validation", validation);
    } catch (RuntimeException e) {
      close(); // a model that stays open keeps its memory, and in dev mode the old Python code
      throw e;
    }
    this.scoring = new FeatureScoring(python, encoder, session, model, stoppable);
  }

  @Override
  public EpochResult trainEpoch(int epoch, int[][] batches) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("session", session);
    arguments.put("epoch", epoch);
    arguments.put("seed", epochSeed.applyAsLong(epoch));
    return run("train_epoch", epoch, arguments, training.rows(batches));
  }

  @Override
  public EpochResult validate(int epoch, int[][] batches) {
    return run("validate", epoch, Map.of("session", session), validation.rows(batches));
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
    return scoring.of(architectures);
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
    return training.set();
  }

  @Override
  public TrainingSet validation() {
    return validation.set();
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
