package org.narq2t.strategy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.space.Domain;
import org.narq2t.space.Space;

/**
 * The architectures that a strategy can still propose: those that may be looked at and were not
 * observed. Isomorphic ones are a single candidate, if that is wanted; where one broke a limit the
 * others still are, since they may run otherwise. Not thread-safe.
 */
public final class Candidates {
  private static final int ATTEMPTS = 1_000;

  private final Space space;
  private final Domain domain;
  private final boolean merged;
  private final Set<Integer> gone = new HashSet<>();
  private final Set<Integer> broken = new HashSet<>();

  /**
   * @param merged whether all architectures that compute the same are one candidate
   */
  public Candidates(Problem problem, Ledger ledger, boolean merged) {
    this(problem, ledger, merged, problem.constraint().domain(ledger));
  }

  /** All that possibly keep the limits, for a strategy that weighs their chances. */
  public static Candidates possible(Problem problem, Ledger ledger, boolean merged) {
    return new Candidates(problem, ledger, merged, problem.constraint().possible(ledger));
  }

  private Candidates(Problem problem, Ledger ledger, boolean merged, Domain domain) {
    this.space = problem.space();
    this.domain = domain;
    this.merged = merged;
    for (Observation observation : ledger.observations()) {
      int architecture = observation.architecture();
      if (!observation.purpose().isPaid()) {
        continue;
      }
      if (problem.constraint().keeps(ledger, architecture)) {
        gone.add(key(architecture));
      } else {
        broken.add(architecture);
      }
    }
  }

  /** A number that the architectures of one candidate share. */
  public int key(int architecture) {
    return merged ? space.representative(architecture) : architecture;
  }

  /** Whether an architecture is a candidate: neither observed nor taken. */
  public boolean contains(int architecture) {
    return domain.contains(architecture)
        && !broken.contains(architecture)
        && !gone.contains(key(architecture));
  }

  /** Takes a candidate, which is none from then on; false if it was none. */
  public boolean take(int architecture) {
    return contains(architecture) && gone.add(key(architecture));
  }

  /** All architectures of each candidate, ascending; empty if they cannot be enumerated. */
  public Optional<int[]> every() {
    return domain.members().map(members -> Arrays.stream(members).filter(this::contains).toArray());
  }

  /** One architecture of each candidate, ascending; empty if they cannot be enumerated. */
  public Optional<int[]> all() {
    return domain.members().map(this::distinct);
  }

  /** Those of these architectures that are candidates, the first of isomorphic ones. */
  public int[] distinct(int[] architectures) {
    Set<Integer> seen = new HashSet<>();
    return Arrays.stream(architectures)
        .filter(architecture -> contains(architecture) && seen.add(key(architecture)))
        .toArray();
  }

  /**
   * Draws candidates and takes them, all equally likely where they can be enumerated.
   *
   * @return as many as wanted, or fewer if there are no more, or none was met in a thousand draws
   */
  public int[] draw(int wanted, RandomGenerator random) {
    Optional<int[]> all = all();
    int[] drawn = all.isPresent() ? pick(all.get(), wanted, random) : meet(wanted, random);
    Arrays.stream(drawn).forEach(this::take);
    return drawn;
  }

  /** The beginning of a random order of the values, which it changes. */
  private static int[] pick(int[] values, int wanted, RandomGenerator random) {
    int count = Math.min(wanted, values.length);
    for (int place = 0; place < count; place++) {
      int other = random.nextInt(place, values.length);
      int moved = values[place];
      values[place] = values[other];
      values[other] = moved;
    }
    return Arrays.copyOf(values, count);
  }

  private int[] meet(int wanted, RandomGenerator random) {
    IntStream.Builder met = IntStream.builder();
    int failed = 0;
    for (int count = 0; count < wanted && failed < ATTEMPTS; ) {
      int drawn = domain.draw(random);
      if (take(drawn)) {
        met.add(drawn);
        count++;
        failed = 0;
      } else {
        failed++;
      }
    }
    return met.build().toArray();
  }

  /** An architecture that may be looked at, candidate or not. */
  public int any(RandomGenerator random) {
    return domain.draw(random);
  }
}
