package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.narq2t.predictor.Scores;

/** A predictor of {@code narq2t.predictors} that Python holds; it knows cells by their rows. */
record PredictorSession(PythonRuntime python, int number, int tiers) {

  /**
   * Makes one.
   *
   * @param cells that it can be asked about
   * @param type of {@code narq2t.predictors.registry}
   * @param settings of that type, by Python's names
   * @param tiers that it predicts; 0 for none
   * @param known results on another task, by row; no array for none
   */
  static PredictorSession open(
      PythonRuntime python,
      SharedCells cells,
      String type,
      Map<String, Object> settings,
      int tiers,
      SharedArray... known) {
    int number =
        python
            .call(
                "open_predictor",
                Map.of("cells", cells.session(), "type", type, "settings", settings),
                known)
            .get("session")
            .asInt();
    return new PredictorSession(python, number, tiers);
  }

  /**
   * Learns the values of some cells.
   *
   * @return figures of the fit, by name
   */
  JsonNode fit(int[] rows, double[] values, long seed) {
    SharedArray targets = SharedArray.doubles(values.length);
    targets.doubles().put(values);
    try (BufferPool.Lease shared = python.buffers().ints(rows.length)) {
      return python.call(
          "fit_predictor",
          Map.of("session", number, "seed", seed),
          shared.array().fill(rows),
          targets);
    }
  }

  Scores predict(int[] cells) {
    int n = cells.length;
    try (BufferPool.Lease rows = python.buffers().ints(n);
        BufferPool.Lease scores = python.buffers().floats(n);
        BufferPool.Lease deviations = python.buffers().floats(n);
        BufferPool.Lease probabilities = python.buffers().floats(n, tiers)) {
      JsonNode filled =
          python.call(
              "predict_predictor",
              Map.of("session", number),
              rows.array().fill(cells),
              scores.array(),
              deviations.array(),
              probabilities.array());
      return new Scores(
          scores.array().toFloats(),
          filled.get("deviations").asBoolean() ? deviations.array().toFloats() : new float[0],
          probabilities.array().toFloats(),
          tiers,
          new float[0]);
    }
  }

  /** Functions that it thinks possible, each by its values at the cells: [count][n]. */
  float[][] draw(int[] cells, int count, int seed) {
    int n = cells.length;
    try (BufferPool.Lease rows = python.buffers().ints(n);
        BufferPool.Lease drawn = python.buffers().floats(count, n)) {
      python.call(
          "draw_predictor",
          Map.of("session", number, "seed", seed),
          rows.array().fill(cells),
          drawn.array());
      float[][] functions = new float[count][n];
      FloatBuffer values = drawn.array().floats();
      for (float[] function : functions) {
        values.get(function);
      }
      return functions;
    }
  }

  void save(Path file) {
    python.save("save_predictor", Map.of("session", number, "path", file.toString()));
  }

  void load(Path file) {
    python.call("load_predictor", Map.of("session", number, "path", file.toString()));
  }

  void close() {
    python.call("close_predictor", Map.of("session", number));
  }
}
