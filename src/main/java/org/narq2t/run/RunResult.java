package org.narq2t.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Landscape;
import org.narq2t.benchmark.Provenance;
import org.narq2t.evaluation.Outcome;
import org.narq2t.evaluation.Protocol;
import org.narq2t.evaluation.RandomSearch.Expectation;
import org.narq2t.evaluation.TierConfusion;
import org.narq2t.latency.LatencyResult;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Split;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.loop.StageTimes;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.FitRecord;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.tier.BatchStatistics;

/**
 * The findings of a run and their cost; {@code result.json} in its folder. Architectures are
 * numbered in the whole space.
 *
 * @param format of the record, see {@link RecordUpcaster}
 * @param table where the accuracies come from
 * @param known how much of the space the table knows, within which the run stayed
 * @param rounds all that was observed, in order
 * @param fits of the predictor, in order
 * @param reports one per protocol that had something to choose from; under limits, among what keeps
 *     them
 * @param latencies how latency is predicted; none if nobody asked
 * @param limited what limits did; none without limits
 * @param bridge calls into Python: number, seconds, and seconds spent on crossing
 */
public record RunResult(
    int format,
    RunConfiguration configuration,
    Provenance table,
    Known known,
    Model model,
    List<Round> rounds,
    List<FitRecord> fits,
    Queries queries,
    List<Report> reports,
    Ranking ranking,
    List<LatencyResult> latencies,
    List<LimitsEffect> limited,
    List<StageTime> stages,
    Bridge bridge) {

  /** The format that is written now. */
  public static final int FORMAT = 2;

  /** Known architectures, and those of the whole space; 0 where they cannot be counted. */
  public record Known(int architectures, int of) {

    static Known of(Landscape landscape) {
      return landscape instanceof Benchmark benchmark
          ? new Known(benchmark.known().size(), benchmark.space().size())
          : new Known(0, 0);
    }

    /** Whether a part of the space is unknown. */
    public boolean isRestricted() {
      return architectures < of;
    }
  }

  /**
   * The model.
   *
   * @param device torch's
   * @param threads of torch
   * @param parameters the number of weights
   * @param trainedBy name of the run that trained it; empty if this one did
   */
  public record Model(String device, int threads, long parameters, String trainedBy) {

    /** A model that the run trained itself. */
    public Model(String device, int threads, long parameters) {
      this(device, threads, parameters, "");
    }
  }

  /**
   * Look-ups of trained results: what a real user pays for.
   *
   * @param total of the three purposes, as the paper counts
   * @param distinct architectures among them
   */
  public record Queries(int train, int validation, int search, int total, int distinct) {}

  /**
   * The report of a protocol, beside random search with the same number of queries.
   *
   * @param reported the accuracy that counts: test, or validation where the table lacks test
   * @param description the architecture in its official form
   */
  public record Report(
      Protocol protocol, Split reported, String description, Outcome outcome, Expectation random) {

    /** The accuracy that counts, %. */
    public double accuracy() {
      return outcome.accuracy(reported);
    }

    /** Whether all results were known to rank it: else rank, gap and random search say nothing. */
    public boolean hasRank() {
      return !Double.isNaN(random.mean());
    }
  }

  /**
   * How well architectures are ranked.
   *
   * @param architectures how many were ranked: the whole space, or held-out ones; 0 in old records
   * @param tauValidation Kendall's tau-b of the score against validation accuracy
   * @param tauTest the same against test accuracy, NaN without
   * @param tiers true against predicted tiers, by validation accuracy
   */
  public record Ranking(
      int architectures, double tauValidation, double tauTest, TierConfusion tiers) {}

  /** Wall-clock seconds of a stage. */
  public record StageTime(Stage stage, double seconds) {
    /**
     * All stages.
     *
     * @param evaluate seconds of judging the run
     */
    static List<StageTime> all(StageTimes times, double evaluate) {
      return List.of(
          new StageTime(Stage.LOAD, times.load()),
          new StageTime(Stage.TRAIN, times.fit()),
          new StageTime(Stage.SEARCH, times.search()),
          new StageTime(Stage.EVALUATE, evaluate));
    }
  }

  /** Cost of the bridge. */
  public record Bridge(long calls, double seconds, double overheadSeconds) {}

  /**
   * The figures of the whole run, by name; NaN where it has none. Accuracies in %, each with the
   * rule that selects in its name.
   */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("tau_validation", ranking.tauValidation());
    figures.put("tau_test", ranking.tauTest());
    figures.put("tier_accuracy", ranking.tiers().accuracy());
    figures.put("queries", (double) queries.total());
    figures.put("seconds", seconds());
    for (Report report : reports) {
      String rule = report.protocol().key();
      figures.put(rule + "_validation", report.outcome().validation());
      figures.put(rule + "_test", report.outcome().test());
      figures.put(rule + "_random", report.random().mean());
    }
    return figures;
  }

  /** The iterations of the search. */
  public List<Iteration> iterations() {
    List<Round> search = rounds.stream().filter(r -> r.purpose() == Purpose.SEARCH).toList();
    return IntStream.range(0, search.size())
        .mapToObj(number -> Iteration.of(number, search.get(number)))
        .toList();
  }

  /** The observations before the search, in order. */
  public List<Observation> beforeSearch() {
    return rounds.stream()
        .filter(round -> round.purpose() != Purpose.SEARCH)
        .flatMap(round -> round.observations().stream())
        .toList();
  }

  /** The epochs of the last fit; none of a predictor that has none. */
  public List<EpochRecord> epochs() {
    return lastFit().map(FitRecord::epochs).orElse(List.of());
  }

  /** The epoch whose weights and statistics the search used; 0 without epochs. */
  public int bestEpoch() {
    return lastFit().map(FitRecord::bestEpoch).orElse(0);
  }

  /** Tier statistics of the batches that the search used, by turns; none without tiers. */
  public List<BatchStatistics> statistics() {
    return lastFit().map(FitRecord::statistics).orElse(List.of());
  }

  private Optional<FitRecord> lastFit() {
    return fits.isEmpty() ? Optional.empty() : Optional.of(fits.get(fits.size() - 1));
  }

  /** Seconds of all stages. */
  public double seconds() {
    return stages.stream().mapToDouble(StageTime::seconds).sum();
  }

  /** Seconds of one stage. */
  public double seconds(Stage stage) {
    return stages.stream()
        .filter(time -> time.stage() == stage)
        .mapToDouble(StageTime::seconds)
        .sum();
  }

  /** Seconds of training and searching, what the paper's Table II calls cost. */
  public double cost() {
    return seconds(Stage.TRAIN) + seconds(Stage.SEARCH);
  }

  /** The candidates of all iterations, in the order of their look-up. */
  public List<Candidate> candidates() {
    return iterations().stream().flatMap(iteration -> iteration.candidates().stream()).toList();
  }

  /** The distinct candidates, in the order of their look-up. */
  public int[] distinctCandidates() {
    return candidates().stream().mapToInt(Candidate::architecture).distinct().toArray();
  }

  /** The report of a protocol, if it had something to choose from. */
  public Optional<Report> report(Protocol protocol) {
    return reports.stream().filter(r -> r.protocol() == protocol).findFirst();
  }
}
