package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.StageTime;
import org.narq2t.space.Presenter;

/**
 * What the page writes about one group of runs; all values as they are shown.
 *
 * @param accuracy what results are reported by: {@code test}, {@code validation}
 * @param splits of the accuracies that are shown, for headings
 * @param paperDrawing where the paper draws the cells that its authors found; may be empty
 * @param caveat what captions have to say
 * @param tiers whether the predictor divides into tiers
 * @param ranking how well was ranked, a sentence
 * @param sampling what became of what was drawn, a sentence
 * @param limited whether it is judged among what keeps limits
 * @param latencyDevice whose latencies are shown; empty for none
 * @param settings of the first run as YAML: the others differ in the seed
 * @param latencyPlot caption of measured against predicted latency; empty without
 */
record GroupSection(
    String key,
    String name,
    String accuracy,
    List<String> splits,
    String paperDrawing,
    String caveat,
    String size,
    String judged,
    boolean tiers,
    String ranking,
    String stages,
    String sampling,
    List<RuleSummary> summaries,
    List<CurveFigure> curves,
    boolean limited,
    String latencyDevice,
    String latencyPlot,
    String settings,
    List<SeedSection> seeds) {

  /** The frame of a {@link SearchCurve}. */
  record CurveFigure(String key, String title, String label, String caption) {}

  static GroupSection of(Presenter space, RunGroup group) {
    List<RunResult> runs = group.results();
    KnownPart scope = group.scope();
    List<Iteration> iterations = runs.stream().flatMap(run -> run.iterations().stream()).toList();
    return new GroupSection(
        group.variant().key(),
        group.variant().name(),
        scope.reported().key(),
        group.accuracies().splits().stream()
            .map(split -> split == Split.TEST ? "Test" : "Validation")
            .toList(),
        space.paperDrawing(group.dataset()),
        (scope.caveat() + " " + group.amongWhat()).strip(),
        Numbers.count(group.accuracies().members()),
        RankedArchitectures.on(runs, scope),
        runs.get(0).configuration().predictor().tiers() > 0,
        ranking(runs, group),
        stages(runs),
        SamplingShares.of(iterations).sentence(scope.noun()),
        group.summaries().stream().map(s -> RuleSummary.of(s, group.accuracies())).toList(),
        SelectionRule.reporting(scope.reported()).stream()
            .filter(rule -> group.accuracies().members() > 0)
            .map(rule -> figure(rule, scope))
            .toList(),
        group.task().isLimited(),
        group.hasLatency() ? group.task().device() : "",
        latencyPlot(group),
        ConfigurationFile.write(runs.get(0).configuration()),
        runs.stream().map(run -> SeedSection.of(space, group, run)).toList());
  }

  /** Kendall's tau against each accuracy, and what it was computed on. */
  private static String ranking(List<RunResult> runs, RunGroup group) {
    List<String> taus = new ArrayList<>();
    for (Split split : group.accuracies().splits()) {
      ToDoubleFunction<RunResult> tau =
          split == Split.TEST
              ? run -> run.ranking().tauTest()
              : run -> run.ranking().tauValidation();
      taus.add(correlation(over(runs, tau)) + " against " + split.key() + " accuracy");
    }
    return "Kendall's τ of the score on %s: %s; tier accuracy %s."
        .formatted(
            RankedArchitectures.on(runs, group.scope()),
            String.join(", ", taus),
            Numbers.share(over(runs, run -> run.ranking().tiers().accuracy()).mean()));
  }

  private static String latencyPlot(RunGroup group) {
    return group.runs().stream()
        .flatMap(run -> LatencyScatter.of(group, run).stream())
        .findFirst()
        .map(
            scatter ->
                Messages.text("latency-plot", scatter.device(), scatter.what(), scatter.latency()))
        .orElse("");
  }

  private static SeedSummary over(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
    return SeedSummary.of(runs.stream().mapToDouble(value).toArray());
  }

  private static String correlation(SeedSummary summary) {
    String mean = Numbers.correlation(summary.mean());
    return summary.seeds() == 1 || Double.isNaN(summary.mean())
        ? mean
        : mean + "±" + Numbers.correlation(summary.deviation());
  }

  /** {@code load 0.4 s, train 300 s, …}, means over the seeds. */
  private static String stages(List<RunResult> runs) {
    return runs.get(0).stages().stream()
        .map(StageTime::stage)
        .map(
            stage ->
                "%s %s s"
                    .formatted(
                        stage.name().toLowerCase(Locale.ROOT),
                        Numbers.seconds(over(runs, run -> run.seconds(stage)).mean())))
        .collect(Collectors.joining(", "));
  }

  private static CurveFigure figure(SelectionRule rule, KnownPart scope) {
    String curve = "curve." + KebabCaseEnums.spelling(rule);
    return new CurveFigure(
        rule.name(),
        Messages.text(curve),
        Messages.text("curve.label", scope.accuracy()),
        Messages.text(
                "curve.caption",
                Messages.text(curve + "." + scope.reported().key()),
                scope.caveat())
            .strip());
  }
}
