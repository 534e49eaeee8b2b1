package org.narq2t.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.StageTime;
import org.narq2t.space.Dataset;

/** What the page writes about one data set; all values as they are shown. */
record DatasetSection(
    String key,
    String name,
    String tauValidation,
    String tauTest,
    String tierAccuracy,
    String stages,
    List<Summary> summaries,
    List<SeedSection> seeds) {

  /** One rule over all seeds, beside random search with as many queries. */
  record Summary(
      String rule,
      String over,
      String queries,
      String validation,
      String test,
      String best,
      String random,
      String ahead,
      String place,
      String gap) {}

  static DatasetSection of(Study study, Dataset dataset) {
    List<RunResult> runs = study.results(dataset);
    Accuracies accuracies = study.accuracies().get(dataset);
    return new DatasetSection(
        dataset.key(),
        name(dataset),
        correlation(runs, run -> run.ranking().tauValidation()),
        correlation(runs, run -> run.ranking().tauTest()),
        Numbers.share(over(runs, run -> run.ranking().tiers().accuracy()).mean()),
        stages(runs),
        Stream.of(Protocol.values())
            .flatMap(protocol -> SelectionSummary.of(protocol, runs, accuracies).stream())
            .map(summary -> summary(summary, accuracies.size()))
            .toList(),
        runs.stream().map(run -> SeedSection.of(study.space(), run, accuracies)).toList());
  }

  /** As the paper writes it. */
  static String name(Dataset dataset) {
    return switch (dataset) {
      case CIFAR10 -> "CIFAR-10";
      case CIFAR100 -> "CIFAR-100";
      case IMAGENET16 -> "ImageNet16-120";
    };
  }

  private static Summary summary(SelectionSummary summary, int size) {
    return new Summary(
        summary.protocol().key(),
        summary.over(),
        Numbers.range(summary.queries()),
        Numbers.figure(summary.validation()).toString(),
        Numbers.figure(summary.test()).toString(),
        Numbers.accuracy(summary.test().best()),
        summary.random().test().toString(),
        String.format(
            java.util.Locale.ROOT, "%+.2f", summary.test().mean() - summary.random().test().mean()),
        "%s (best %s) of %s"
            .formatted(
                String.format(java.util.Locale.ROOT, "%,.1f", summary.meanPlace())
                    .replaceAll("\\.0$", ""),
                Numbers.count(summary.bestPlace()),
                Numbers.count(size)),
        Numbers.figure(summary.gap()).toString());
  }

  private static SeedSummary over(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
    return SeedSummary.of(runs.stream().mapToDouble(value).toArray());
  }

  private static String correlation(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
    SeedSummary summary = over(runs, value);
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
                stage.name().toLowerCase(java.util.Locale.ROOT)
                    + " "
                    + Numbers.seconds(
                        runs.stream()
                            .flatMap(run -> run.stages().stream())
                            .filter(time -> time.stage() == stage)
                            .mapToDouble(StageTime::seconds)
                            .average()
                            .orElse(Double.NaN))
                    + " s")
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
