package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Split;
import org.narq2t.space.TorchPermutation;

/**
 * The rounds of a run of before they were recorded: the sets of the authors' split followed from
 * the seed, and architectures were numbered within what the table knew.
 *
 * @param table that the run was on; empty if it cannot be opened any more
 * @param members the architectures that it knew
 */
record EarlierRounds(RunConfiguration configuration, Optional<Benchmark> table, int[] members) {

  /** Those of a run on this very table. */
  static EarlierRounds on(Benchmark table, RunConfiguration configuration) {
    return new EarlierRounds(configuration, Optional.of(table), table.known().toArray());
  }

  /** How many architectures the table knew. */
  int size() {
    return members.length;
  }

  /** The number in the whole space of an architecture of the record. */
  int whole(int architecture) {
    return members[architecture];
  }

  /** A part of the authors' split, as the run took it. */
  Round before(int number, Purpose purpose, int from, int to) {
    int[] order = TorchPermutation.of(members.length, configuration.seed());
    List<Observation> observations =
        Arrays.stream(order, from, to)
            .map(this::whole)
            .mapToObj(
                architecture ->
                    observation(architecture, purpose, accuracy(architecture), Double.NaN))
            .toList();
    return new Round(number, purpose, proposed(observations), Sampling.NONE, observations);
  }

  private double accuracy(int architecture) {
    return table
        .map(b -> b.table().accuracy(architecture, configuration.dataset(), Split.VALIDATION))
        .orElse(Double.NaN);
  }

  private static List<Proposed> proposed(List<Observation> observations) {
    return observations.stream().map(o -> Proposed.of(o.architecture())).toList();
  }

  private Observation observation(
      int architecture, Purpose purpose, double validation, double test) {
    return new Observation(
        architecture,
        table.map(b -> b.space().describe(architecture)).orElse(""),
        purpose,
        validation,
        test,
        0,
        -1,
        Double.NaN,
        Observation.Status.DONE);
  }

  /** An iteration of the search. */
  Round search(int number, JsonNode iteration) {
    List<Proposed> proposed = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (JsonNode candidate : iteration.path("candidates")) {
      int architecture = whole(candidate.get("architecture").asInt());
      proposed.add(
          new Proposed(
              architecture,
              (float) number(candidate.get("score")),
              Float.NaN,
              (float) number(candidate.get("predictedLatencyMs"))));
      observations.add(
          observation(
              architecture,
              Purpose.SEARCH,
              number(candidate.get("validation")),
              number(candidate.get("test"))));
    }
    Sampling sampling = Json.MAPPER.convertValue(iteration, Sampling.class);
    return new Round(number, Purpose.SEARCH, proposed, sampling, observations);
  }

  private static double number(JsonNode value) {
    return value == null ? Double.NaN : Double.parseDouble(value.asText());
  }
}
