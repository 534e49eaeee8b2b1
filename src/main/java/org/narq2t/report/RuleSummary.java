package org.narq2t.report;

import java.util.List;

/** One rule over all seeds, beside random search with as many queries, as it is shown. */
record RuleSummary(
    String rule,
    String over,
    String queries,
    List<String> accuracies,
    String reported,
    String best,
    String random,
    String ahead,
    String distance,
    String place,
    String gap) {

  static RuleSummary of(SelectionSummary summary, Accuracies accuracies) {
    double random = summary.random().get(summary.reported()).mean();
    double ahead = summary.accuracy().mean() - random;
    return new RuleSummary(
        summary.rule().key(),
        summary.over(),
        Numbers.range(summary.queries()),
        accuracies.splits().stream()
            .map(split -> Numbers.figure(summary.accuracies().get(split)).toString())
            .toList(),
        Numbers.figure(summary.accuracy()).toString(),
        Numbers.accuracy(summary.accuracy().best()),
        summary.random().get(summary.reported()).toString(),
        Numbers.points(ahead),
        Messages.text(
            ahead < 0 ? "verdict.behind" : "verdict.ahead", Numbers.accuracy(Math.abs(ahead))),
        "%s (best %s)"
            .formatted(Numbers.place(summary.meanPlace()), Numbers.count(summary.bestPlace())),
        Numbers.figure(summary.gap()).toString());
  }
}
