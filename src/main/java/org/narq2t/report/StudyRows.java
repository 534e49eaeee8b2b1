package org.narq2t.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.Protocol;
import org.narq2t.report.Table2.Origin;
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
  List<Row> means(Protocol protocol, Map<Dataset, SelectionSummary> summaries) {
    if (summaries.isEmpty()) {
      return List.of();
    }
    String over =
        summaries.values().stream()
            .map(SelectionSummary::over)
            .distinct()
            .collect(Collectors.joining(" / "));
    String queries = Numbers.range(queries(summaries, SelectionSummary::queries));
    return List.of(
        row(
            Origin.STUDY,
            "narq2t (" + over + ")",
            protocol,
            queries,
            cost,
            figures(summaries, summary -> Numbers.figure(summary.validation())),
            figures(summaries, summary -> Numbers.figure(summary.test()))),
        row(
            Origin.RANDOM_SEARCH,
            "random search",
            protocol,
            queries,
            OptionalDouble.empty(),
            figures(summaries, summary -> summary.random().validation()),
            figures(summaries, summary -> summary.random().test())));
  }

  /** The best of the seeds, each column by itself as in the paper; it costs all their queries. */
  List<Row> best(Protocol protocol, Map<Dataset, SelectionSummary> summaries) {
    String queries =
        Numbers.range(
            queries(summaries, summary -> new int[] {IntStream.of(summary.queries()).sum()}));
    String seeds =
        Numbers.range(summaries.values().stream().mapToInt(SelectionSummary::seeds).toArray());
    return List.of(
        row(
            Origin.STUDY,
            "narq2t (best of " + seeds + ")",
            protocol,
            queries,
            cost,
            figures(summaries, summary -> single(summary.validation().best())),
            figures(summaries, summary -> single(summary.test().best()))),
        row(
            Origin.RANDOM_SEARCH,
            "random search",
            protocol,
            queries,
            OptionalDouble.empty(),
            figures(summaries, summary -> summary.randomBest().validation()),
            figures(summaries, summary -> summary.randomBest().test())));
  }

  /** The highest accuracy of each column in the table that the study used. */
  Row optimum(Study study) {
    Function<Split, Map<Dataset, Figure>> optima =
        split ->
            study.datasets().stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(),
                        dataset -> single(study.accuracies().get(dataset).optimum(split))));
    return new Row(
        Origin.STUDY,
        mark + "optimum of the table",
        "–",
        "–",
        OptionalDouble.empty(),
        optima.apply(Split.VALIDATION),
        optima.apply(Split.TEST));
  }

  private Row row(
      Origin origin,
      String method,
      Protocol protocol,
      String queries,
      OptionalDouble seconds,
      Map<Dataset, Figure> validation,
      Map<Dataset, Figure> test) {
    return new Row(origin, mark + method, protocol.key(), queries, seconds, validation, test);
  }

  private static int[] queries(
      Map<Dataset, SelectionSummary> summaries, Function<SelectionSummary, int[]> queries) {
    return summaries.values().stream().map(queries).flatMapToInt(Arrays::stream).toArray();
  }

  private static Map<Dataset, Figure> figures(
      Map<Dataset, SelectionSummary> summaries, Function<SelectionSummary, Figure> figure) {
    Map<Dataset, Figure> figures = new EnumMap<>(Dataset.class);
    summaries.forEach((dataset, summary) -> figures.put(dataset, figure.apply(summary)));
    return figures;
  }

  private static Figure single(double value) {
    return new Figure(value, Double.NaN);
  }
}
