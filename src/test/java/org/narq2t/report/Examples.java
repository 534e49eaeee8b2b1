package org.narq2t.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Provenance;
import org.narq2t.benchmark.Split;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.experiment.Experiment.Finished;
import org.narq2t.experiment.Predictions;
import org.narq2t.experiment.RunEvent.EpochRecord;
import org.narq2t.experiment.RunEvent.Stage;
import org.narq2t.experiment.RunResult;
import org.narq2t.experiment.RunResult.Decision;
import org.narq2t.experiment.RunResult.Iteration;
import org.narq2t.experiment.RunResult.Queries;
import org.narq2t.experiment.RunResult.Report;
import org.narq2t.experiment.RunResult.StageTime;
import org.narq2t.experiment.config.ConfigurationFile;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.ranker.EpochResult;
import org.narq2t.ranker.Scores;
import org.narq2t.search.Candidate;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.TierCounts;

/** A small study in which every number can be worked out by hand. */
final class Examples {

  static final NasBench201 SPACE = new NasBench201();
  static final int SIZE = SPACE.size();

  /** Validation accuracy rises with the index from 10 to 90 %; test accuracy is 1 point higher. */
  static final Accuracies ACCURACIES =
      new Accuracies(
          IntStream.range(0, SIZE).mapToDouble(Examples::validation).toArray(),
          IntStream.range(0, SIZE).mapToDouble(a -> validation(a) + 1).toArray());

  private Examples() {}

  static double validation(int architecture) {
    return 10 + 80.0 * architecture / (SIZE - 1);
  }

  static Provenance table(String kind) {
    return new Provenance(
        "nasbench201", kind, "</script> & co", "0", "2026-01-01", "777", "nothing", "a test");
  }

  /** A study of CIFAR-10 whose runs found these architectures, one per seed from 1. */
  static Study study(String kind, int... found) {
    List<Finished> runs = new ArrayList<>();
    for (int seed = 1; seed <= found.length; seed++) {
      runs.add(run(kind, seed, found[seed - 1]));
    }
    return new Study(SPACE, "a machine", runs, Map.of(Dataset.CIFAR10, ACCURACIES));
  }

  /** 20 architectures to train, 10 to validate; two candidates, 0 and {@code found}. */
  static Finished run(String kind, long seed, int found) {
    RunConfiguration configuration = configuration(seed);
    Queries queries = new Queries(20, 10, 2, 32, 32);
    float[] score = new float[SIZE];
    float[] tiers = new float[5 * SIZE];
    for (int a = 0; a < SIZE; a++) {
      score[a] = a;
      tiers[5 * a + a % 5] = 1;
    }
    List<Report> reports =
        Arrays.stream(Protocol.values())
            .map(
                protocol ->
                    new Report(
                        protocol,
                        Split.TEST,
                        SPACE.describe(found),
                        Outcome.of(protocol, found, ACCURACIES.validation(), ACCURACIES.test()),
                        new RandomSearch.Expectation(32, 88.5, 2.25)))
            .toList();
    return new Finished(
        new RunResult(
            configuration,
            table(kind),
            new RunResult.Known(SIZE, SIZE),
            new RunResult.Model("cpu", 2, 1_234_567),
            List.of(epoch(0, 0.3, true), epoch(1, 0.5, true)),
            1,
            List.of(statistics()),
            List.of(iteration(0, 0), iteration(1, found)),
            queries,
            reports,
            new RunResult.Ranking(SIZE, 0.81234, 0.79876, new TierConfusion(new long[5][5])),
            List.of(
                new StageTime(Stage.LOAD, 1),
                new StageTime(Stage.TRAIN, 100),
                new StageTime(Stage.SEARCH, 20 + seed)),
            new RunResult.Bridge(10, 1, 0.1)),
        new Predictions(
            IntStream.range(0, SIZE).toArray(), new Scores(score, tiers, 5, new float[0])));
  }

  private static RunConfiguration configuration(long seed) {
    Path configs = Path.of("configs");
    return ConfigurationFile.read(
        configs.resolve("presets"),
        configs.resolve("examples/smoke.yaml"),
        List.of("seed=" + seed, "split.train=20", "split.validation=10", "training.batch_size=10"));
  }

  private static EpochRecord epoch(int epoch, double accuracy, boolean best) {
    EpochResult result = new EpochResult(epoch, 2, 1.5, 0.5, 0, accuracy, 0.001, 1);
    return new EpochRecord(result, result, best);
  }

  private static Iteration iteration(int iteration, int architecture) {
    return new Iteration(
        iteration,
        0,
        10,
        5,
        3,
        0,
        0,
        4,
        List.of(
            new Decision("FLOPs", true, "all divergences reach 0.35"),
            new Decision("parameters", false, "the divergence 0.1 from tier 4 is below 0.3"),
            new Decision("operators", false, "uniform sampling is set")),
        List.of(
            new Candidate(
                architecture,
                architecture,
                Float.NaN,
                ACCURACIES.validation()[architecture],
                ACCURACIES.test()[architecture])));
  }

  private static BatchStatistics statistics() {
    return new BatchStatistics(
        new TierCounts(new long[] {60_000_000, 300_000_000}, new long[][] {{0, 2}, {2, 0}}),
        new TierCounts(new long[] {500_000, 1_500_000}, new long[][] {{0, 2}, {2, 0}}),
        new TierCounts(new long[] {0, 1, 2, 3, 4}, new long[][] {{0, 0, 6, 6, 0}, {6, 6, 0, 0, 0}}),
        new TierCounts(new long[] {4}, new long[][] {{2}, {2}}));
  }
}
