package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;

/**
 * A candidate of the search; accuracies in %, latencies in ms, empty without a device.
 *
 * @param rank its place among all that can be found, or why it has none; no record has it
 */
record RankedCandidate(
    int iteration,
    int architecture,
    String description,
    String score,
    List<String> accuracies,
    String latency,
    String predictedLatency,
    String rank) {

  private record Looked(int iteration, Candidate candidate) {}

  /** The candidates with the highest reported accuracy, each architecture once. */
  static List<RankedCandidate> best(RunGroup group, List<Iteration> iterations, int shown) {
    List<Looked> looked = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Iteration iteration : iterations) {
      for (Candidate candidate : iteration.candidates()) {
        if (seen.add(candidate.architecture())) {
          looked.add(new Looked(iteration.iteration(), candidate));
        }
      }
    }
    return looked.stream()
        .sorted(
            Comparator.comparingDouble(
                    (Looked look) -> look.candidate().accuracy(group.accuracies().reported()))
                .reversed())
        .limit(shown)
        .map(look -> row(group, look))
        .toList();
  }

  private static String rank(RunGroup group, int architecture) {
    return group.accuracies().isMember(architecture)
        ? Numbers.count(group.accuracies().rank(architecture).place())
        : group.hasLatency() && Double.isNaN(group.latencyMs()[architecture])
            ? "not measured"
            : "breaks a limit";
  }

  /** Measured, in ms. */
  static String latency(RunGroup group, int architecture) {
    return group.hasLatency() ? milliseconds(group.latencyMs()[architecture]) : "";
  }

  private static String milliseconds(double ms) {
    return Numbers.text(Numbers.figure(ms), 3);
  }

  private static RankedCandidate row(RunGroup group, Looked look) {
    int architecture = look.candidate().architecture();
    return new RankedCandidate(
        look.iteration() + 1,
        architecture,
        group.space().describe(architecture),
        Numbers.correlation(look.candidate().score()),
        group.accuracies().splits().stream()
            .map(split -> Numbers.accuracy(look.candidate().accuracy(split)))
            .toList(),
        latency(group, architecture),
        milliseconds(look.candidate().predictedLatencyMs()),
        rank(group, architecture));
  }
}
