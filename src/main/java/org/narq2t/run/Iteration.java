package org.narq2t.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;

/**
 * A round of the search as it is shown: how its batch was chosen, and what came of it.
 *
 * @param iteration from 0
 * @param statistics position in {@link RunResult#statistics()}, -1 without
 * @param decisions of Algorithm 5, for FLOPs, parameters and operators
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Iteration(
    int iteration,
    int statistics,
    int sampled,
    int constrained,
    int rejected,
    int unknown,
    int violating,
    int topTier,
    List<Sampling.Decision> decisions,
    List<Candidate> candidates) {

  /** The round of the search with this number. */
  static Iteration of(int number, Round round) {
    Sampling sampling = round.sampling();
    return new Iteration(
        number,
        sampling.statistics(),
        sampling.sampled(),
        sampling.constrained(),
        sampling.rejected(),
        sampling.unknown(),
        sampling.violating(),
        sampling.topTier(),
        sampling.decisions(),
        candidates(round));
  }

  private static List<Candidate> candidates(Round round) {
    Map<Integer, Observation> observed = new HashMap<>();
    round.observations().forEach(o -> observed.put(o.architecture(), o));
    List<Candidate> candidates = new ArrayList<>();
    for (Proposed proposed : round.proposed()) {
      candidates.add(Candidate.of(proposed, observed.get(proposed.architecture())));
    }
    return List.copyOf(candidates);
  }
}
