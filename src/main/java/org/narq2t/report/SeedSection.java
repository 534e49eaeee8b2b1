package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.Rank;
import org.narq2t.ledger.Split;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * What the page writes, rather than plots, about one run; all values as they are shown.
 *
 * @param taus Kendall's tau against each accuracy that is shown
 * @param sampling what became of what was drawn, a sentence; empty if nothing was
 */
record SeedSection(
    long seed,
    List<ChosenCell> found,
    List<String> taus,
    String tierAccuracy,
    String cost,
    String device,
    String sampling,
    List<CandidateRow> candidates,
    int candidateCount) {

  private static final int SHOWN = 10;

  /**
   * What one rule found, beside random search with as many queries.
   *
   * @param figures its accuracies in words
   */
  record ChosenCell(
      String rule,
      String queries,
      List<String> accuracies,
      String figures,
      String place,
      String rank,
      String gap,
      String random,
      String architecture,
      String svg) {}

  /** A candidate of the search; latencies in ms, empty without a device. */
  record CandidateRow(
      int iteration,
      int architecture,
      String description,
      String score,
      List<String> accuracies,
      String latency,
      String predictedLatency,
      String rank) {}

  private record Looked(int iteration, Candidate candidate) {}

  static SeedSection of(Presenter space, RunGroup group, RunResult run) {
    SamplingShares shares = SamplingShares.of(run.iterations());
    return new SeedSection(
        run.configuration().seed(),
        SelectionRule.choices(run, group.accuracies()).stream()
            .map(choice -> found(space, group, choice))
            .toList(),
        group.accuracies().splits().stream()
            .map(
                split ->
                    split == Split.TEST ? run.ranking().tauTest() : run.ranking().tauValidation())
            .map(Numbers::correlation)
            .toList(),
        Numbers.share(run.ranking().tiers().accuracy()),
        Numbers.seconds(run.cost()),
        "%s, %d threads".formatted(run.model().device(), run.model().threads()),
        shares.isDrawn() ? shares.sentence(group.scope().noun()) : "",
        best(group, run.iterations(), SHOWN),
        run.candidates().size());
  }

  private static ChosenCell found(Presenter space, RunGroup group, SelectionRule.Choice choice) {
    Accuracies accuracies = group.accuracies();
    int architecture = choice.architecture();
    Expectation random =
        accuracies.random(choice.rule().selectsBy(), accuracies.reported(), choice.queries());
    Rank rank = accuracies.rank(architecture);
    String description = group.space().describe(architecture);
    return new ChosenCell(
        choice.rule().key(),
        Numbers.count(choice.queries()),
        shown(accuracies, architecture),
        accuracies.splits().stream()
                .map(
                    s ->
                        s.key()
                            + " "
                            + Numbers.accuracy(accuracies.of(s)[architecture])
                            + "\u00a0%")
                .collect(Collectors.joining(", "))
            + (group.hasLatency() ? ", " + latency(group, architecture) + "\u00a0ms" : ""),
        Numbers.count(rank.place()),
        Numbers.count(rank.place()) + " of " + Numbers.count(rank.size()),
        Numbers.accuracy(accuracies.gap(architecture)),
        Numbers.accuracy(random.mean()) + "±" + Numbers.accuracy(random.deviation()),
        description,
        space.drawing(description));
  }

  private static List<String> shown(Accuracies accuracies, int architecture) {
    return accuracies.splits().stream()
        .map(split -> Numbers.accuracy(accuracies.of(split)[architecture]))
        .toList();
  }

  /** The candidates with the highest reported accuracy, each architecture once. */
  static List<CandidateRow> best(RunGroup group, List<Iteration> iterations, int shown) {
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
                    (Looked look) -> group.accuracies().reported(look.candidate().architecture()))
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

  private static String latency(RunGroup group, int architecture) {
    return group.hasLatency() ? milliseconds(group.latencyMs()[architecture]) : "";
  }

  private static String milliseconds(double ms) {
    return Numbers.text(Numbers.figure(ms), 3);
  }

  private static CandidateRow row(RunGroup group, Looked look) {
    int architecture = look.candidate().architecture();
    return new CandidateRow(
        look.iteration() + 1,
        architecture,
        group.space().describe(architecture),
        Numbers.correlation(look.candidate().score()),
        shown(group.accuracies(), architecture),
        latency(group, architecture),
        milliseconds(look.candidate().predictedLatencyMs()),
        rank(group, architecture));
  }
}
