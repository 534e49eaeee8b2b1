package org.narq2t.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;

/**
 * Whether the short trainings of a search order architectures as full ones do.
 *
 * @param trainedTwice architectures with a result of both kinds
 * @param tau Kendall's between both; NaN with fewer than three
 */
public record Fidelities(int trainedTwice, double tau) {
  private static final int FEWEST = 3;

  /** Of all observations of a run. */
  public static Fidelities of(List<Observation> observations) {
    List<Double> shorter = new ArrayList<>();
    List<Double> full = new ArrayList<>();
    for (Observation last : observations) {
      if (last.purpose() == Purpose.FINAL && !Double.isNaN(last.validation())) {
        observations.stream()
            .filter(o -> o.purpose().isPaid() && o.architecture() == last.architecture())
            .filter(o -> !Double.isNaN(o.validation()))
            .findFirst()
            .ifPresent(
                o -> {
                  shorter.add(o.validation());
                  full.add(last.validation());
                });
      }
    }
    float[] scores = new float[shorter.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = shorter.get(i).floatValue();
    }
    return new Fidelities(
        full.size(),
        full.size() < FEWEST
            ? Double.NaN
            : KendallTau.between(scores, full.stream().mapToDouble(d -> d).toArray()));
  }
}
