package org.narq2t.strategy.tiers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.constraint.Constraints;
import org.narq2t.space.Domain;
import org.narq2t.space.SearchSpace;

/** The constrained part of one batch, while it is drawn. */
final class ConstrainedSampling {

  private static final int HOPELESS_TRIALS_PER_ARCHITECTURE = 100_000;

  private final SearchSpace space;
  private final Domain known;
  private final Domain feasible;
  private final long[] flops;
  private final long[] parameters;
  private final SamplingSettings settings;
  private final SamplingDistributions distributions;
  private final RandomGenerator random;
  private final List<Constraints> constraints = new ArrayList<>();
  private final IntStream.Builder kept = IntStream.builder();
  private int rejected;
  private int violating;
  private int unknown;

  ConstrainedSampling(
      SearchSpace space,
      Domain known,
      Domain feasible,
      long[] flops,
      long[] parameters,
      SamplingSettings settings,
      SamplingDistributions distributions,
      RandomGenerator random) {
    this.space = space;
    this.known = known;
    this.feasible = feasible;
    this.flops = flops;
    this.parameters = parameters;
    this.settings = settings;
    this.distributions = distributions;
    this.random = random;
  }

  /**
   * As released. An architecture that is not in the space after the last trial is left out, so the
   * result can be shorter than asked for.
   */
  int[] keepingLast() {
    for (int i = 0; i < settings.constrainedSize(); i++) {
      if (i % settings.reuseLimit() == 0) {
        renew();
      }
      OptionalInt architecture = draw();
      int trials = 0;
      while (!allowed(architecture) && trials < settings.maxTrials()) {
        rejected++;
        trials++;
        architecture = draw();
      }
      if (!allowed(architecture)) {
        violating += architecture.isPresent() ? 1 : 0;
        rejected += architecture.isPresent() ? 0 : 1;
      }
      architecture.ifPresent(kept::add);
    }
    return kept.build().toArray();
  }

  /** As printed. */
  int[] rejecting() {
    int trials = 0;
    int accepted = 0;
    while (accepted < settings.constrainedSize()) {
      if (trials % settings.reuseLimit() == 0) {
        renew();
      }
      if (rejected > HOPELESS_TRIALS_PER_ARCHITECTURE * (accepted + 1L)) {
        throw new IllegalStateException(
            "%d of %d sampled architectures broke their constraints, the last of which are %s"
                .formatted(rejected, trials, constraints.get(constraints.size() - 1)));
      }
      OptionalInt architecture = draw();
      if (allowed(architecture)) {
        kept.add(architecture.getAsInt());
        accepted++;
      } else {
        rejected++;
      }
      trials++;
    }
    return kept.build().toArray();
  }

  int rejected() {
    return rejected;
  }

  int violating() {
    return violating;
  }

  int unknown() {
    return unknown;
  }

  List<Constraints> constraints() {
    return List.copyOf(constraints);
  }

  SamplingDistributions distributions() {
    return distributions;
  }

  private void renew() {
    constraints.add(distributions.drawConstraints(random));
  }

  private OptionalInt draw() {
    OptionalInt drawn =
        space.draw(
            () -> (int) distributions.vertices().draw(random),
            () -> (int) distributions.operators().draw(random),
            random);
    if (drawn.isEmpty() || !known.contains(drawn.getAsInt())) {
      unknown++;
      return OptionalInt.empty();
    }
    return feasible.contains(drawn.getAsInt()) ? drawn : OptionalInt.empty();
  }

  private boolean allowed(OptionalInt architecture) {
    if (architecture.isEmpty()) {
      return false;
    }
    int index = architecture.getAsInt();
    Constraints drawn = constraints.get(constraints.size() - 1);
    return settings.constraints().allow(drawn, flops[index], parameters[index]);
  }
}
