package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.RandomStreams;

/**
 * A predictor of feature tensors behind the bridge, {@code narq2t.bridge.tensors}: it learns the
 * order by validation accuracy of all that was paid for. Tensors are encoded when they are needed.
 */
public final class TensorPredictor implements Predictor {
  private final PythonRuntime python;
  private final FeatureEncoder encoder;
  private final RandomStreams streams;
  private final int session;
  private final Hardware hardware;
  private Optional<FitRecord> fitted = Optional.empty();

  /**
   * @param type that the bridge knows
   * @param settings of that type, by Python's names
   */
  public TensorPredictor(
      PythonRuntime python,
      FeatureEncoder encoder,
      String type,
      Map<String, Object> settings,
      RandomStreams streams) {
    this.python = python;
    this.encoder = encoder;
    this.streams = streams;
    JsonNode opened =
        python.call(
            "open_tensor_predictor",
            Map.of(
                "type",
                type,
                "settings",
                settings,
                "patches",
                encoder.space().patches(),
                "patch_size",
                encoder.space().patchSize()));
    this.session = opened.get("session").asInt();
    this.hardware =
        new Hardware("cpu", opened.get("threads").asInt(), opened.get("parameters").asLong());
  }

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    List<Observation> known = ledger.learnable();
    int[] architectures = known.stream().mapToInt(Observation::architecture).toArray();
    double[] values = known.stream().mapToDouble(Observation::validation).toArray();
    long seed = streams.seed(RandomStreams.Name.MODEL, step) & Integer.MAX_VALUE;
    long start = System.nanoTime();
    SharedArray targets = SharedArray.doubles(values.length);
    targets.doubles().put(values);
    JsonNode figures;
    try (BufferPool.Lease features = python.buffers().floats(encoder.shape(values.length))) {
      encoder.encode(architectures, features.array().floats());
      figures =
          python.call(
              "fit_tensor_predictor",
              Map.of("session", session, "seed", seed),
              features.array(),
              targets);
    }
    FitRecord record =
        new FitRecord(
            values.length,
            (System.nanoTime() - start) * 1e-9,
            List.of(),
            List.of(),
            Map.of("ordered", figures.get("ordered").asDouble()));
    fitted = Optional.of(record);
    return record;
  }

  @Override
  public Scores predict(int[] architectures) {
    FloatBuffer scores = FloatBuffer.allocate(architectures.length);
    for (int from = 0; from < architectures.length; from += FeatureScoring.CHUNK) {
      int[] chunk =
          Arrays.copyOfRange(
              architectures, from, Math.min(architectures.length, from + FeatureScoring.CHUNK));
      try (BufferPool.Lease features = python.buffers().floats(encoder.shape(chunk.length));
          BufferPool.Lease score = python.buffers().floats(chunk.length)) {
        encoder.encode(chunk, features.array().floats());
        python.call(
            "predict_tensor_predictor",
            Map.of("session", session),
            features.array(),
            score.array());
        scores.put(score.array().floats());
      }
    }
    return new Scores(scores.array(), new float[0], 0, new float[0]);
  }

  @Override
  public Optional<FitRecord> fitted() {
    return fitted;
  }

  @Override
  public Hardware hardware() {
    return hardware;
  }

  @Override
  public void save(Path file) {
    python.save("save_tensor_predictor", Map.of("session", session, "path", file.toString()));
  }

  @Override
  public void load(Path file, FitRecord record) {
    python.call("load_tensor_predictor", Map.of("session", session, "path", file.toString()));
    fitted = Optional.of(record);
  }

  @Override
  public void close() {
    python.call("close_tensor_predictor", Map.of("session", session));
  }
}
