package org.narq2t.benchmark;

import org.narq2t.space.Domain;
import org.narq2t.space.Space;

/** A space that cannot be enumerated: nothing is known of it but what a run evaluates itself. */
public record EndlessLandscape(Space space) implements Landscape {

  @Override
  public Domain known() {
    return Domain.endless(space);
  }

  @Override
  public Provenance provenance() {
    return new Provenance(space.name(), Provenance.EVALUATED, "the run itself", "", "", "", "", "");
  }

  @Override
  public Benchmark benchmark() {
    throw new IllegalArgumentException(
        "%s cannot be enumerated: there is no table of its results, and only modules that need none"
                .formatted(space.name())
            + " can search it");
  }
}
