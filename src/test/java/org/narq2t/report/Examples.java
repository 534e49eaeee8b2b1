package org.narq2t.report;

import static org.narq2t.PaperSettings.tiers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.narq2t.ExampleRounds;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.benchmark.Provenance;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.LatencyPredictor;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Sampling.Decision;
import org.narq2t.ledger.Split;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Scores;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.run.Predictions;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunResult;
import org.narq2t.run.RunResult.Queries;
import org.narq2t.run.RunResult.Report;
import org.narq2t.run.RunResult.StageTime;
import org.narq2t.space.Members;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.TierCounts;

/** Small studies in which every number can be worked out by hand. */
final class Examples {
  static final RunsOrigin ORIGIN = new RunsOrigin("a machine", "0.1.0", "a commit");

  static final NasBench201 SPACE = new NasBench201();
  static final int SIZE = SPACE.size();

  /** Validation accuracy rises with the index from 10 to 90 %; test accuracy is 1 point higher. */
  static final Accuracies ACCURACIES = Accuracies.of(whole("real"), Task.CIFAR10);

  private Examples() {}

  /** A table in memory. */
  record ArrayTable(Provenance provenance, double[] validation, double[] test)
      implements BenchmarkTable {
    @Override
    public int size() {
      return validation.length;
    }

    @Override
    public double accuracy(int architecture, Task dataset, Split split) {
      return (split == Split.TEST ? test : validation)[architecture];
    }

    /** 1 to 10 ms by the last digit of the index, on two devices. */
    @Override
    public double latency(int architecture, Task dataset) {
      return (architecture % 10 + 1) / 1_000.0;
    }

    @Override
    public List<String> devices(Task dataset) {
      return List.of(OFFICIAL_DEVICE, "pixel3");
    }

    /** Twice as many mJ as the latency has ms. */
    @Override
    public double energyMj(int architecture, Task dataset, String device) {
      return 2 * latencyMs(architecture, dataset, device);
    }
  }

  /** NAS-Bench-201 with the accuracies of {@link #ACCURACIES}. */
  static Benchmark whole(String kind) {
    return benchmark(SPACE, table(kind), 1, true);
  }

  /** The small NAS-Bench-101. */
  static NasBench101 cells() {
    return EnumeratedSpace.small();
  }

  /**
   * A table that knows every n-th architecture: validation accuracy rises from 10 to 90 % from the
   * first of these to the last, test accuracy is 1 point higher.
   *
   * @param tested whether there are test accuracies
   */
  static Benchmark benchmark(SearchSpace space, Provenance provenance, int every, boolean tested) {
    double[] validation = new double[space.size()];
    double[] test = new double[space.size()];
    int last = (space.size() - 1) / every;
    for (int a = 0; a < validation.length; a++) {
      validation[a] = a % every == 0 ? 10 + 80.0 * (a / every) / last : Double.NaN;
      test[a] = tested ? validation[a] + 1 : Double.NaN;
    }
    return Benchmark.known(space, new ArrayTable(provenance, validation, test), Task.CIFAR10);
  }

  static Provenance table(String kind) {
    return table(NasBench201.NAME, kind, "0");
  }

  static Provenance table(String space, String kind, String sha256) {
    return new Provenance(
        space, kind, "</script> & co", sha256, "2026-01-01", "777", "nothing", "a test");
  }

  /** A study of CIFAR-10 whose runs found these architectures, one per seed from 1. */
  static ReportedRuns study(String kind, int... found) {
    List<Finished> runs = new ArrayList<>();
    for (int seed = 1; seed <= found.length; seed++) {
      runs.add(run(kind, seed, found[seed - 1]));
    }
    return study(whole(kind), runs);
  }

  static ReportedRuns study(Benchmark benchmark, List<Finished> runs) {
    try {
      return ReportedRuns.of(runs, (space, dataset) -> benchmark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Finished run(String kind, long seed, int found) {
    return run(
        whole(kind), configuration("smoke.yaml", "seed=" + seed, "evaluation.held_out=0"), found);
  }

  /** A study of the small NAS-Bench-101 in both modes, each with these cells, one per seed. */
  static ReportedRuns cellStudy(Benchmark benchmark, int... found) {
    List<Finished> runs = new ArrayList<>();
    for (String mode : List.of("statistics", "random")) {
      for (int seed = 1; seed <= found.length; seed++) {
        runs.add(cellRun(benchmark, mode, seed, found[seed - 1]));
      }
    }
    return study(benchmark, runs);
  }

  static Finished cellRun(Benchmark benchmark, String mode, long seed, int found) {
    return run(
        benchmark,
        configuration(
            "smoke101.yaml", "seed=" + seed, "search.mode=" + mode, "evaluation.held_out=100"),
        found);
  }

  /** 20 architectures to train, 10 to validate; two candidates, 0 and {@code found}. */
  static Finished run(Benchmark benchmark, RunConfiguration configuration, int place) {
    Accuracies accuracies = Accuracies.of(benchmark, configuration.dataset());
    int size = benchmark.space().size();
    int heldOut = configuration.evaluation().heldOut();
    Members known = benchmark.known();
    int[] ranked =
        IntStream.range(0, heldOut == 0 ? known.size() : heldOut).map(known::at).toArray();
    int[] order =
        Arrays.stream(TorchPermutation.of(known.size(), configuration.seed()))
            .map(known::at)
            .toArray();
    int first = known.at(0);
    int found = known.at(place);
    float[] score = new float[ranked.length];
    float[] tiers = new float[5 * ranked.length];
    for (int a = 0; a < ranked.length; a++) {
      score[a] = a;
      tiers[5 * a + a % 5] = 1;
    }
    boolean tested = accuracies.reported() == Split.TEST;
    boolean random = tiers(configuration).mode() == Mode.RANDOM;
    double limit = configuration.limits().maxLatencyMs();
    boolean breaks = limit > 0 && found % 10 + 1 > limit;
    int reported = breaks ? first : found;
    double[] validation = keepingLimits(benchmark, configuration, Split.VALIDATION);
    double[] test = keepingLimits(benchmark, configuration, Split.TEST);
    List<Report> reports =
        Protocol.reporting(accuracies.reported()).stream()
            .map(
                protocol ->
                    new Report(
                        protocol,
                        accuracies.reported(),
                        benchmark.space().describe(reported),
                        Outcome.of(protocol, reported, validation, test, accuracies.reported()),
                        new RandomSearch.Expectation(32, 88.5, 2.25)))
            .toList();
    return new Finished(
        new RunResult(
            RunResult.FORMAT,
            configuration,
            benchmark.table().provenance(),
            new RunResult.Known(benchmark.known().size(), size),
            new RunResult.Model("cpu", 2, 1_234_567),
            List.of(
                before(0, Purpose.TRAINING, order, 0, 20, accuracies),
                before(1, Purpose.TIER_VALIDATION, order, 20, 30, accuracies),
                iteration(3, first, random, accuracies),
                iteration(4, found, random, accuracies)),
            List.of(
                new FitRecord(
                    30,
                    100,
                    List.of(epoch(0, 0.3, true), epoch(1, 0.5, true)),
                    List.of(statistics(benchmark.space().operatorKinds().size())),
                    Map.of())),
            new Queries(20, 10, 2, 32, 32),
            reports,
            new RunResult.Ranking(
                ranked.length,
                0.81234,
                tested ? 0.79876 : Double.NaN,
                new TierConfusion(new long[5][5])),
            latencies(configuration),
            configuration.limits().areSet()
                ? List.of(
                    new LimitsEffect(
                        configuration.limits(),
                        "additive-ridge",
                        0.25,
                        3_000,
                        3_126,
                        2,
                        breaks ? 1 : 0,
                        0,
                        List.of()))
                : List.of(),
            List.of(
                new StageTime(Stage.LOAD, 1),
                new StageTime(Stage.TRAIN, 100),
                new StageTime(Stage.SEARCH, 20 + configuration.seed())),
            new RunResult.Bridge(10, 1, 0.1)),
        new Predictions(ranked, new Scores(score, tiers, 5, new float[0])));
  }

  /** Accuracies in % by architecture as a run is judged by them: NaN where limits are broken. */
  private static double[] keepingLimits(
      Benchmark benchmark, RunConfiguration configuration, Split split) {
    Task dataset = configuration.dataset();
    LimitSettings limits = configuration.limits();
    double[] accuracies = benchmark.accuracies(dataset, split);
    for (int a = 0; limits.areSet() && a < accuracies.length; a++) {
      if (!limits.keeps(
          benchmark.space().flops(a, dataset),
          benchmark.space().parameters(a, dataset),
          benchmark.table().latencyMs(a, dataset, limits.device()),
          benchmark.table().energyMj(a, dataset, limits.device()))) {
        accuracies[a] = Double.NaN;
      }
    }
    return accuracies;
  }

  /**
   * A run on CIFAR-10 that learns latency, or keeps limits, as the overrides say; an architecture
   * beyond the limit is looked up, but 0 is reported in its place.
   */
  static Finished latencyRun(String kind, long seed, int found, String... overrides) {
    List<String> all = new ArrayList<>(List.of("seed=" + seed));
    all.addAll(List.of(overrides));
    return run(whole(kind), configuration("smoke.yaml", all.toArray(String[]::new)), found);
  }

  /**
   * The head's error on what was held out is as many ms as the seed times λ1 / 7, and half of it on
   * the top five; that of the baseline is 0.5 ms.
   */
  private static List<LatencyResult> latencies(RunConfiguration configuration) {
    double lambda = configuration.predictor().latencyWeight();
    if (lambda == 0 && !configuration.limits().limitsLatency()) {
      return List.of();
    }
    double error = configuration.seed() * lambda / 7;
    List<LatencyPredictor> predictors = new ArrayList<>();
    predictors.add(predictor("additive-ridge", 0.5));
    if (lambda > 0) {
      predictors.add(predictor("narq2t", error));
    }
    return List.of(
        new LatencyResult(
            configuration.limits().device(),
            20,
            predictors,
            lambda > 0 && error < 0.5 ? "narq2t" : "additive-ridge",
            List.of()));
  }

  private static LatencyPredictor predictor(String name, double error) {
    return new LatencyPredictor(
        name,
        new LatencyQuality(new LatencyError(10, 1.1 * error, 0.3, 0.7), 0.7, 0.85),
        new LatencyQuality(new LatencyError(15_595, error, 0.4, 0.8), 0.75, 0.9),
        new LatencyError(5, error / 2, 0.2, 0.6));
  }

  static RunConfiguration configuration(String file, String... overrides) {
    List<String> all =
        new ArrayList<>(List.of("split.train=20", "split.validation=10", "training.batch_size=10"));
    all.addAll(List.of(overrides));
    Path configs = Path.of("configs");
    return ConfigurationFile.read(
        configs.resolve("presets"), configs.resolve("examples").resolve(file), all);
  }

  private static EpochRecord epoch(int epoch, double accuracy, boolean best) {
    EpochResult result = new EpochResult(epoch, 2, 1.5, 0.5, 0, accuracy, 0.001, 1);
    return new EpochRecord(result, result, best);
  }

  private static Round before(
      int number, Purpose purpose, int[] order, int from, int to, Accuracies accuracies) {
    return ExampleRounds.before(
        number, purpose, Arrays.copyOfRange(order, from, to), accuracies.validation());
  }

  /** Under constraints 8 of 20 are kept, 9 unknown, 3 break them. */
  private static Round iteration(
      int number, int architecture, boolean random, Accuracies accuracies) {
    return ExampleRounds.found(
        number,
        new Sampling(
            random ? -1 : 0,
            16,
            random ? 0 : 8,
            random ? 0 : 12,
            random ? 0 : 9,
            0,
            4,
            List.of(
                new Decision("FLOPs", true, "all divergences reach 0.35"),
                new Decision("parameters", false, "the divergence 0.1 from tier 4 is below 0.3"),
                new Decision("operators", false, "uniform sampling is set"))),
        architecture,
        accuracies.validation()[architecture],
        accuracies.of(Split.TEST)[architecture]);
  }

  private static BatchStatistics statistics(int operators) {
    return new BatchStatistics(
        new TierCounts(new long[] {60_000_000, 300_000_000}, new long[][] {{0, 2}, {2, 0}}),
        new TierCounts(new long[] {500_000, 1_500_000}, new long[][] {{0, 2}, {2, 0}}),
        new TierCounts(new long[operators], new long[2][operators]),
        new TierCounts(new long[] {4, 5}, new long[][] {{2, 0}, {0, 2}}));
  }
}
