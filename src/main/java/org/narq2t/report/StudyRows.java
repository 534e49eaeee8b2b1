package org.narq2t.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.evaluation.Figure;
import org.narq2t.ledger.Split;
import org.narq2t.report.ComparisonTable.Origin;
import org.narq2t.report.Table2.Row;
import org.narq2t.space.Dataset;

/**
 * The rows of Table II that a study adds, each with random search beneath it.
 *
 * @param mark put before every method
 * @param cost mean seconds of training and searching
 */
record StudyRows(String mark, OptionalDouble cost) {

  /** Means over the seeds. */
  List<Row> means(Rule rule, Map<Dataset, SelectionSummary> summaries) {
    if (summaries.isEmpty()) {
      return List.of();
    }
    String over =
        summaries.values().stream()
            .map(SelectionSummary::over)
            .distinct()
            .collect(Collectors.joining(" / "));
    return withRandom(
        "narq2t (" + over + ")",
        rule,
        Numbers.range(queries(summaries, SelectionSummary::queries)),
        summaries,
        (summary, split) -> Numbers.figure(summary.accuracies().get(split)),
        SelectionSummary::random);
  }

  /** The best of the seeds, each column by itself as in the paper; it costs all their queries. */
  List<Row> best(Rule rule, Map<Dataset, SelectionSummary> summaries) {
    String queries =
        Numbers.range(
            queries(summaries, summary -> new int[] {IntStream.of(summary.queries()).sum()}));
    String seeds =
        Numbers.range(summaries.values().stream().mapToInt(SelectionSummary::seeds).toArray());
    return withRandom(
        "narq2t (best of " + seeds + ")",
        rule,
        queries,
        summaries,
        (summary, split) -> Numbers.figure(summary.accuracies().get(split).best()),
        SelectionSummary::randomBest);
  }

  /** A row of the study, and random search with as many queries beneath it. */
  private List<Row> withRandom(
      String method,
      Rule rule,
      String queries,
      Map<Dataset, SelectionSummary> summaries,
      BiFunction<SelectionSummary, Split, Figure> found,
      Function<SelectionSummary, Map<Split, Figure>> random) {
    return List.of(
        new Row(
            Origin.STUDY,
            mark + method,
            rule.key(),
            queries,
            cost,
            figures(summaries, Split.VALIDATION, found),
            figures(summaries, Split.TEST, found)),
        new Row(
            Origin.RANDOM_SEARCH,
            mark + "random search",
            rule.key(),
            queries,
            OptionalDouble.empty(),
            figures(
                summaries, Split.VALIDATION, (summary, split) -> random.apply(summary).get(split)),
            figures(summaries, Split.TEST, (summary, split) -> random.apply(summary).get(split))));
  }

  /** The highest accuracy of each column in the table that the study used. */
  Row optimum(Study study) {
    Function<Split, Map<Dataset, Figure>> optima =
        split ->
            study.groups().stream()
                .filter(group -> group.accuracies().splits().contains(split))
                .collect(
                    Collectors.toMap(
                        StudyGroup::dataset,
                        group -> Numbers.figure(group.accuracies().optimum(split))));
    return new Row(
        Origin.STUDY,
        mark + "optimum of the table",
        TableLines.NOTHING,
        TableLines.NOTHING,
        OptionalDouble.empty(),
        optima.apply(Split.VALIDATION),
        optima.apply(Split.TEST));
  }

  private static int[] queries(
      Map<Dataset, SelectionSummary> summaries, Function<SelectionSummary, int[]> queries) {
    return summaries.values().stream().map(queries).flatMapToInt(Arrays::stream).toArray();
  }

  private static Map<Dataset, Figure> figures(
      Map<Dataset, SelectionSummary> summaries,
      Split split,
      BiFunction<SelectionSummary, Split, Figure> figure) {
    Map<Dataset, Figure> figures = new EnumMap<>(Dataset.class);
    summaries.forEach(
        (dataset, summary) -> {
          if (summary.accuracies().containsKey(split)) {
            figures.put(dataset, figure.apply(summary, split));
          }
        });
    return figures;
  }
}
