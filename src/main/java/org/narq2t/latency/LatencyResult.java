package org.narq2t.latency;

import java.util.List;
import java.util.Optional;
import org.narq2t.configuration.PaperMethod;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;

/**
 * How latency is predicted on one device.
 *
 * @param measured known latencies that the predictors learnt from
 * @param predictors the ranker's head, where it has one, and the baselines
 * @param recommended name of the one with the lowest expected error
 * @param predicted what it says of the candidates and of what the run reports
 */
public record LatencyResult(
    String device,
    int measured,
    List<LatencyPredictor> predictors,
    String recommended,
    List<PredictedLatency> predicted) {

  /** The latency in ms that an architecture was predicted to have. */
  public record PredictedLatency(int architecture, double latencyMs) {}

  /**
   * A predictor of latency.
   *
   * @param expected its error by cross-validation on what was measured; the ranker's on the
   *     validation set
   * @param heldOut its error on all that is neither trained nor validated on
   * @param topFive its error on the candidates of the iteration that found the best one, as in the
   *     paper's Table III; five architectures say little
   */
  public record LatencyPredictor(
      String name, LatencyQuality expected, LatencyQuality heldOut, LatencyError topFive) {

    /** The name of the ranker's latency head (Eq. 10). */
    public static final String HEAD = PaperMethod.PREDICTOR;
  }

  /** The ranker's own head, where it has one. */
  public Optional<LatencyPredictor> head() {
    return predictor(LatencyPredictor.HEAD);
  }

  /** The recommended predictor. */
  public LatencyPredictor best() {
    return predictor(recommended).orElseThrow();
  }

  private Optional<LatencyPredictor> predictor(String name) {
    return predictors.stream().filter(p -> p.name().equals(name)).findFirst();
  }
}
