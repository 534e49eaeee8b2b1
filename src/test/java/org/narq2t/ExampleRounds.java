package org.narq2t;

import java.util.Arrays;
import java.util.List;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;

/** Rounds of made-up runs. */
public final class ExampleRounds {
  private ExampleRounds() {}

  /** A result with its validation and test accuracy in %. */
  public static Observation observation(
      int architecture, Purpose purpose, double validation, double test) {
    return new Observation(
        architecture,
        "cell " + architecture,
        purpose,
        validation,
        test,
        0,
        -1,
        Double.NaN,
        Observation.Status.DONE);
  }

  /** Architectures that were looked up before the search, with their validation accuracy in %. */
  public static Round before(int number, Purpose purpose, int[] architectures, double[] accuracy) {
    List<Observation> observations =
        Arrays.stream(architectures)
            .mapToObj(a -> observation(a, purpose, accuracy[a], Double.NaN))
            .toList();
    return new Round(
        number,
        purpose,
        Arrays.stream(architectures).mapToObj(Proposed::of).toList(),
        Sampling.NONE,
        observations);
  }

  /** A round of the search with one candidate, whose score is its number. */
  public static Round found(
      int number, Sampling sampling, int architecture, double validation, double test) {
    return new Round(
        number,
        Purpose.SEARCH,
        List.of(new Proposed(architecture, architecture, Float.NaN, Float.NaN)),
        sampling,
        List.of(observation(architecture, Purpose.SEARCH, validation, test)));
  }
}
