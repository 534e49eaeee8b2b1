package org.narq2t.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Rank;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.RunResult.Report;
import org.narq2t.search.Candidate;
import org.narq2t.space.nasbench201.NasBench201;

/** What the page writes, rather than plots, about one run; all values as they are shown. */
record SeedSection(
    long seed,
    List<Found> found,
    String tauValidation,
    String tauTest,
    String tierAccuracy,
    String cost,
    String device,
    List<CandidateRow> candidates,
    int candidateCount) {

  private static final int SHOWN = 10;

  /** What one rule found, beside random search with as many queries. */
  record Found(
      String rule,
      String queries,
      String validation,
      String test,
      String rank,
      String gap,
      String random,
      String architecture,
      String svg) {}

  /** A candidate of the search. */
  record CandidateRow(
      int iteration,
      int architecture,
      String description,
      String score,
      String validation,
      String test,
      String rank) {}

  static SeedSection of(NasBench201 space, RunResult run, Accuracies accuracies) {
    return new SeedSection(
        run.configuration().seed(),
        run.reports().stream().map(report -> found(space, run, report)).toList(),
        Numbers.correlation(run.ranking().tauValidation()),
        Numbers.correlation(run.ranking().tauTest()),
        Numbers.share(run.ranking().tiers().accuracy()),
        Numbers.seconds(run.cost()),
        "%s, %d threads".formatted(run.model().device(), run.model().threads()),
        best(space, run, accuracies),
        run.candidates().size());
  }

  private static Found found(NasBench201 space, RunResult run, Report report) {
    Outcome outcome = report.outcome();
    return new Found(
        report.protocol().key(),
        Numbers.count(run.queries().total()),
        Numbers.accuracy(outcome.validation()),
        Numbers.accuracy(outcome.test()),
        rank(outcome.rank()),
        Numbers.accuracy(outcome.gap()),
        Numbers.accuracy(report.random().mean())
            + "±"
            + Numbers.accuracy(report.random().deviation()),
        report.description(),
        CellDrawing.svg(space.codes(outcome.architecture())));
  }

  /** The candidates with the highest test accuracy, each architecture once. */
  private static List<CandidateRow> best(NasBench201 space, RunResult run, Accuracies accuracies) {
    List<CandidateRow> rows = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Iteration iteration : run.iterations()) {
      for (Candidate candidate : iteration.candidates()) {
        if (seen.add(candidate.architecture())) {
          rows.add(row(space, iteration, candidate, accuracies));
        }
      }
    }
    return rows.stream()
        .sorted(
            Comparator.comparingDouble((CandidateRow row) -> accuracies.test()[row.architecture()])
                .reversed())
        .limit(SHOWN)
        .toList();
  }

  private static CandidateRow row(
      NasBench201 space, Iteration iteration, Candidate candidate, Accuracies accuracies) {
    int architecture = candidate.architecture();
    double test = accuracies.test()[architecture];
    return new CandidateRow(
        iteration.iteration() + 1,
        architecture,
        space.describe(architecture),
        Numbers.correlation(candidate.score()),
        Numbers.accuracy(accuracies.validation()[architecture]),
        Numbers.accuracy(test),
        Numbers.count(Rank.of(test, accuracies.test()).place()));
  }

  private static String rank(Rank rank) {
    return Numbers.count(rank.place()) + " of " + Numbers.count(rank.size());
  }
}
