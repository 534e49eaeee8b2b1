package org.narq2t.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Round;

/**
 * One look-up.
 *
 * @param number from 1
 * @param cell in its official form
 * @param score that was expected, an order and not an accuracy; NaN of the first design
 * @param deviation of the score; NaN if the predictor gives none
 * @param validation accuracy in %
 * @param test accuracy in %; NaN if the table lacks it
 * @param latencyMs measured; NaN if nothing of a device is limited, or it is not known
 * @param energyMj measured; NaN if no energy is limited, or it is not known
 * @param keepsLimits as measured
 */
public record LookUp(
    int number,
    int architecture,
    String cell,
    float score,
    float deviation,
    double validation,
    double test,
    double latencyMs,
    double energyMj,
    boolean keepsLimits) {

  /** Whether anything was expected of it. */
  public boolean isPredicted() {
    return !Float.isNaN(score);
  }

  /** Whether its test accuracy is known. */
  public boolean isTested() {
    return !Double.isNaN(test);
  }

  /** Whether its latency is known. */
  public boolean isTimed() {
    return !Double.isNaN(latencyMs);
  }

  /** The expected score, in words: {@code 1.53±0.21}; a dash where nothing was. */
  public String scoreText() {
    String deviated = Float.isNaN(deviation) ? "" : "±" + Numbers.accuracy(deviation);
    return isPredicted() ? Numbers.accuracy(score) + deviated : TableLines.NOTHING;
  }

  /** The validation accuracy in words. */
  public String validationText() {
    return Numbers.accuracy(validation);
  }

  /** The test accuracy in words. */
  public String testText() {
    return isTested() ? Numbers.accuracy(test) : TableLines.NOTHING;
  }

  /** The latency in words. */
  public String latencyText() {
    return isTimed() ? String.format(Locale.ROOT, "%.3f", latencyMs) : TableLines.NOTHING;
  }

  /** Whether its energy is known. */
  public boolean isWeighed() {
    return !Double.isNaN(energyMj);
  }

  /** The energy in words. */
  public String energyText() {
    return isWeighed() ? String.format(Locale.ROOT, "%.3f", energyMj) : TableLines.NOTHING;
  }

  /** Those of a search, in their order. */
  static List<LookUp> all(
      List<Round> rounds,
      Accuracies accuracies,
      IntToDoubleFunction latencyMs,
      IntToDoubleFunction energyMj) {
    List<LookUp> lookUps = new ArrayList<>();
    for (Round round : rounds) {
      if (!round.purpose().isPaid()) {
        continue;
      }
      Map<Integer, Proposed> expected = new HashMap<>();
      round.proposed().forEach(proposed -> expected.put(proposed.architecture(), proposed));
      for (Observation one : round.observations()) {
        Proposed proposed = expected.get(one.architecture());
        lookUps.add(
            new LookUp(
                lookUps.size() + 1,
                one.architecture(),
                one.description(),
                proposed.score(),
                proposed.deviation(),
                one.validation(),
                one.test(),
                latencyMs.applyAsDouble(one.architecture()),
                energyMj.applyAsDouble(one.architecture()),
                accuracies.isMember(one.architecture())));
      }
    }
    return List.copyOf(lookUps);
  }

  /**
   * The validation accuracy of the best that keeps the limits, after each; NaN before the first.
   */
  static List<Double> bestAfterEach(List<LookUp> lookUps) {
    List<Double> best = new ArrayList<>();
    double highest = Double.NaN;
    for (LookUp one : lookUps) {
      boolean better = Double.isNaN(highest) || one.validation() > highest;
      highest = one.keepsLimits() && better ? one.validation() : highest;
      best.add(highest);
    }
    return List.copyOf(best);
  }

  /** What no other beats in both latency and validation accuracy, the fastest first. */
  static List<LookUp> front(List<LookUp> lookUps) {
    List<LookUp> kept = lookUps.stream().filter(LookUp::keepsLimits).toList();
    return ParetoFront.of(
            IntStream.range(0, kept.size()).toArray(),
            kept.stream().mapToDouble(LookUp::latencyMs).toArray(),
            kept.stream().mapToDouble(LookUp::validation).toArray())
        .points()
        .stream()
        .map(point -> kept.get(point.architecture()))
        .toList();
  }
}
