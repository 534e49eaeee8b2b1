package org.narq2t.experiment;

import java.util.stream.Stream;
import org.narq2t.experiment.RunResult.Decision;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.search.SampledBatch;
import org.narq2t.search.SearchIteration;
import org.narq2t.search.Selections;
import org.narq2t.tier.Selection;

/** Reduces a search iteration to what a record of the run keeps. */
final class IterationSummary {
  private IterationSummary() {}

  static Iteration of(SearchIteration iteration) {
    SampledBatch batch = iteration.batch();
    return new Iteration(
        iteration.iteration(),
        iteration.statistics(),
        batch.architectures().length,
        batch.constrained(),
        batch.rejected(),
        batch.unknown(),
        batch.violating(),
        iteration.topTier(),
        batch.selections().stream().flatMap(IterationSummary::decisions).toList(),
        iteration.candidates());
  }

  private static Stream<Decision> decisions(Selections selections) {
    return Stream.of(
        decision("FLOPs", selections.flops()),
        decision("parameters", selections.parameters()),
        decision("operators", selections.operators()));
  }

  private static Decision decision(String quantity, Selection selection) {
    return new Decision(
        quantity, selection instanceof Selection.Distribution, selection.explanation().reason());
  }
}
