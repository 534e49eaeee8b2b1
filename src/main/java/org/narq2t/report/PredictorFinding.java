package org.narq2t.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.narq2t.evaluation.Figure;

/** What a comparison of latency predictors comes to, in sentences. */
final class PredictorFinding {
  private PredictorFinding() {}

  /** Whether a baseline beats the head, with the numbers. */
  static String of(
      String where, List<ComparedPredictor> predictors, ComparedPredictor recommended) {
    ComparedPredictor baseline = best(predictors.stream().filter(p -> !p.isHead()));
    String advice =
        Messages.text(
            "predictors.recommended",
            recommended.method(),
            recommended.recommended(),
            recommended.runs().size());
    if (predictors.stream().noneMatch(ComparedPredictor::isHead)) {
      return Messages.text(
          "predictors.no-head", where, baseline.method(), errors(baseline), advice);
    }
    ComparedPredictor head = best(predictors.stream().filter(ComparedPredictor::isHead));
    return baseline.error() < head.error()
        ? Messages.text(
            "predictors.baseline-best",
            where,
            baseline.method(),
            errors(baseline),
            errors(head),
            advice)
        : Messages.text(
            "predictors.head-best",
            where,
            head.method(),
            errors(head),
            errors(baseline),
            baseline.method(),
            advice);
  }

  private static String errors(ComparedPredictor predictor) {
    Function<Figure, String> ms = figure -> Numbers.text(figure, 3);
    return "RMSE %s ms, %s %% within 10 %%"
        .formatted(
            ms.apply(predictor.figures().heldOutRmse()),
            Numbers.text(predictor.figures().heldOutWithin10(), 0));
  }

  private static ComparedPredictor best(Stream<ComparedPredictor> predictors) {
    return predictors.min(Comparator.comparingDouble(ComparedPredictor::error)).orElseThrow();
  }
}
