package org.narq2t.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recorded order of all that a run observed, round by round, and of the fits between. Nobody
 * derives it again from a seed: strategies, predictors and reports read it. Not thread-safe.
 */
public final class Ledger {
  private final List<Round> rounds = new ArrayList<>();
  private final BitSet paid = new BitSet();
  private int steps;
  private int fits;
  private int observed;
  private int observedAtFit = -1;

  /** Begins a round; it is the last one until the next begins. */
  public Round begin(Purpose purpose, List<Proposed> proposed, Sampling sampling) {
    Round round = new Round(steps++, purpose, proposed, sampling, List.of());
    rounds.add(round);
    return round;
  }

  /**
   * A copy in which what is still being evaluated is known already, as it is believed to end.
   *
   * @param pending rounds with what is believed of them, in the order in which they were asked for
   * @param fitted whether the predictor was fitted to all this
   */
  public Ledger believing(List<Round> pending, boolean fitted) {
    Ledger copy = new Ledger();
    copy.rounds.addAll(rounds);
    copy.paid.or(paid);
    copy.steps = steps;
    copy.fits = fits;
    copy.observed = observed;
    for (Round round : pending) {
      copy.begin(round.purpose(), round.proposed(), round.sampling());
      copy.add(round.observations());
    }
    copy.observedAtFit = fitted ? copy.observed : -1;
    return copy;
  }

  /** Adds observations to the last round. */
  public void add(List<Observation> observations) {
    int last = rounds.size() - 1;
    rounds.set(last, rounds.get(last).with(observations));
    for (Observation observation : observations) {
      observed++;
      if (observation.purpose().isPaid()) {
        paid.set(observation.architecture());
      }
    }
  }

  /** Notes that the predictor was fitted to all that is known now. */
  public void fitted() {
    steps++;
    fits++;
    observedAtFit = observed;
  }

  /** All rounds, in order. */
  public List<Round> rounds() {
    return List.copyOf(rounds);
  }

  /** The rounds of one purpose, in order. */
  public List<Round> rounds(Purpose purpose) {
    return rounds.stream().filter(round -> round.purpose() == purpose).toList();
  }

  /** The last round. */
  public Round last() {
    return rounds.get(rounds.size() - 1);
  }

  /** All observations, in order. */
  public List<Observation> observations() {
    return rounds.stream().flatMap(round -> round.observations().stream()).toList();
  }

  /** The observations of one purpose, in order. */
  public List<Observation> observations(Purpose purpose) {
    return stream(purpose).toList();
  }

  /**
   * The observations that a predictor can learn from: all that were paid for and have a validation
   * accuracy.
   */
  public List<Observation> learnable() {
    return observations().stream()
        .filter(o -> o.purpose().isPaid() && !Double.isNaN(o.validation()))
        .toList();
  }

  /** The architectures observed for one purpose, in order, repetitions included. */
  public int[] architectures(Purpose purpose) {
    return stream(purpose).mapToInt(Observation::architecture).toArray();
  }

  private Stream<Observation> stream(Purpose purpose) {
    return observations().stream().filter(observation -> observation.purpose() == purpose);
  }

  /** Whether an architecture was paid for. */
  public boolean isPaid(int architecture) {
    return paid.get(architecture);
  }

  /** The distinct architectures that were paid for: what a real user trains. */
  public int spent() {
    return paid.cardinality();
  }

  /** The distinct architectures that were paid for, ascending. */
  public int[] paid() {
    return paid.stream().toArray();
  }

  /** The seconds of training so far; those that the source does not tell count as none. */
  public double seconds() {
    return observations().stream()
        .mapToDouble(Observation::seconds)
        .filter(seconds -> !Double.isNaN(seconds))
        .sum();
  }

  /** The number of steps so far, rounds and fits. */
  public int steps() {
    return steps;
  }

  /** The number of fits so far. */
  public int fits() {
    return fits;
  }

  /** Whether nothing was observed since the last fit, and there was one. */
  public boolean isFitted() {
    return observedAtFit == observed;
  }
}
