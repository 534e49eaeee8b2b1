package org.narq2t.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Median;
import org.narq2t.evaluation.Figure;
import org.narq2t.evaluation.ParetoFront;
import org.narq2t.evaluation.ParetoFront.Point;
import org.narq2t.evaluation.RandomFronts;
import org.narq2t.evaluation.SeedSummary;
import org.narq2t.ledger.Split;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableRows.Field;
import org.narq2t.report.TableRows.Value;
import org.narq2t.run.RunResult;
import org.narq2t.space.TorchPermutation;

/**
 * What searches under limits found of latency against accuracy on one data set and device: the
 * front of all that the runs of a seed looked up, beside the true one of the table and random
 * search.
 *
 * <p>Measured latency and validation accuracy decide. Hypervolumes refer to the slowest measured
 * architecture and the median validation accuracy of the table: 0 % as reference would let the many
 * poor and fast architectures count most.
 */
public final class ParetoSection {

  private static final int REPETITIONS = 200;
  private static final int SHOWN = 3_000;

  private final ReportedRuns study;
  private final RunGroup any;
  private final double slowest;
  private final double median;
  private final ParetoFront truth;
  private final List<SeedFront> seeds;

  /** A hypervolume and that of random search with as many look-ups. */
  record Volume(int lookUps, double found, SeedSummary random) {}

  /**
   * What the runs of one seed found.
   *
   * @param all of training, validation and search
   * @param candidates of the searches alone
   */
  record SeedFront(long seed, ParetoFront front, Volume all, Volume candidates) {}

  /**
   * Latency in ms and accuracy in %, of the page's plot.
   *
   * @param reference the accuracy that hypervolumes refer to
   * @param slowest the latency that they refer to
   * @param latency where latencies are from, in words
   */
  record Chart(
      String key,
      double reference,
      double slowest,
      String latency,
      double[][] known,
      double[][] truth,
      List<Found> found,
      double[] limits) {

    /** The front of a seed: latency, validation accuracy, reported accuracy. */
    record Found(long seed, double[][] points) {}
  }

  private ParetoSection(ReportedRuns study) {
    this.study = study;
    this.any = study.groups().get(0);
    this.slowest =
        Arrays.stream(any.latencyMs()).filter(ms -> !Double.isNaN(ms)).max().orElse(Double.NaN);
    this.median = new Median().evaluate(any.accuracies().validation());
    this.truth = front(IntStream.range(0, any.accuracies().size()).toArray());
    this.seeds = study.seeds().stream().map(this::seed).toList();
  }

  /** One for each data set and device on which latency was limited, or a front searched for. */
  public static List<ParetoSection> of(ReportedRuns study) {
    return study.groups().stream()
        .filter(group -> group.task().limits().limitsLatency() || group.task().limits().front())
        .map(
            group ->
                study.groups().stream()
                    .filter(other -> other.dataset() == group.dataset())
                    .filter(other -> other.task().device().equals(group.task().device()))
                    .toList())
        .distinct()
        .map(groups -> new ParetoSection(study.only(groups)))
        .toList();
  }

  private SeedFront seed(long seed) {
    List<RunResult> runs =
        study.results().stream().filter(run -> run.configuration().seed() == seed).toList();
    int[] candidates =
        runs.stream()
            .flatMapToInt(run -> Arrays.stream(run.distinctCandidates()))
            .distinct()
            .toArray();
    int[] all =
        IntStream.concat(
                runs.stream().flatMapToInt(run -> Arrays.stream(SearchCurve.before(run.rounds()))),
                Arrays.stream(candidates))
            .distinct()
            .toArray();
    return new SeedFront(seed, front(all), volume(all), volume(candidates));
  }

  private ParetoFront front(int[] architectures) {
    return ParetoFront.of(
        architectures,
        Arrays.stream(architectures).mapToDouble(a -> any.latencyMs()[a]).toArray(),
        Arrays.stream(architectures).mapToDouble(a -> any.accuracies().validation()[a]).toArray());
  }

  private Volume volume(int[] architectures) {
    return new Volume(
        architectures.length,
        front(architectures).hypervolume(slowest, median),
        new RandomFronts(any.latencyMs(), any.accuracies().validation(), slowest, median)
            .after(architectures.length, REPETITIONS));
  }

  /** The front of the table. */
  ParetoFront truth() {
    return truth;
  }

  /** By seed. */
  List<SeedFront> seeds() {
    return seeds;
  }

  /** The hypervolume of the table's front. */
  double trueVolume() {
    return truth.hypervolume(slowest, median);
  }

  private String device() {
    return any.task().device();
  }

  private String where() {
    return Messages.dataset(any.dataset()) + ", " + device();
  }

  private String key() {
    return "front-%s-%s"
        .formatted(any.dataset().key(), device())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  /** For the terminal. */
  public String toText() {
    return table().toText();
  }

  ReportTable table() {
    List<Field> fields =
        List.of(
            Field.count("Seed", "seed"),
            Field.number("", "", "Measured latency, ms", "latency_ms", 3),
            Field.number("Accuracy, %", "accuracy", "validation", "validation", 2),
            Field.number("Accuracy, %", "accuracy", "test", "test", 2),
            Field.number("", "", "Below the true front, points", "below_front", 2),
            Field.text("Found under", "limits"),
            Field.count("Index", "architecture"));
    TableRows rows = new TableRows(study, fields);
    for (SeedFront seed : seeds) {
      for (Point point : seed.front().points()) {
        rows.add(
            Origin.STUDY,
            any.space().describe(point.architecture()),
            values(
                Long.toString(seed.seed()),
                point,
                Value.of(below(point)),
                foundUnder(seed.seed(), point.architecture())));
      }
    }
    for (Point point : truth.points()) {
      rows.add(
          Origin.OPTIMUM,
          any.space().describe(point.architecture()),
          values("", point, Value.of(0), "true front"));
    }
    return rows.table(key(), "Pareto front", "Pareto front: " + where(), findings(), note(), key());
  }

  private List<Value> values(String seed, Point point, Value below, String limits) {
    Accuracies accuracies = any.accuracies();
    return List.of(
        Value.of(seed),
        Value.of(point.latencyMs()),
        Value.of(point.accuracy()),
        accuracies.reported() == Split.TEST
            ? Value.of(accuracies.of(Split.TEST)[point.architecture()])
            : Value.NOTHING,
        below,
        Value.of(limits),
        Value.of(Numbers.count(point.architecture())));
  }

  /** How much less accurate a point is than the best of the table that is as fast. */
  private double below(Point point) {
    return truth.points().stream()
            .filter(best -> best.latencyMs() <= point.latencyMs())
            .mapToDouble(Point::accuracy)
            .max()
            .orElseThrow()
        - point.accuracy();
  }

  /** The limits under which a search found it. */
  private String foundUnder(long seed, int architecture) {
    String limits =
        study.groups().stream()
            .filter(
                group ->
                    group.results().stream()
                        .filter(run -> run.configuration().seed() == seed)
                        .anyMatch(
                            run ->
                                Arrays.stream(run.distinctCandidates())
                                    .anyMatch(a -> a == architecture)))
            .map(group -> group.task().limited())
            .distinct()
            .collect(Collectors.joining("; "));
    return limits.isEmpty() ? "training set" : limits;
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (SeedFront seed : seeds) {
      findings.add(
          "%s, seed %d: the front of all %s look-ups has a hypervolume of %s, %s of the true front's %s; random search with as many %s."
              .formatted(
                  where(),
                  seed.seed(),
                  Numbers.count(seed.all().lookUps()),
                  volume(seed.all().found()),
                  Numbers.share(seed.all().found() / trueVolume()),
                  volume(trueVolume()),
                  random(seed.all())));
      if (seed.candidates().lookUps() > 0) {
        findings.add(
            "Seed %d, its %s distinct candidates alone: %s (%s); random search with as many look-ups %s."
                .formatted(
                    seed.seed(),
                    Numbers.count(seed.candidates().lookUps()),
                    volume(seed.candidates().found()),
                    Numbers.share(seed.candidates().found() / trueVolume()),
                    random(seed.candidates())));
      }
    }
    return findings;
  }

  private String random(Volume volume) {
    Figure figure = new Figure(volume.random().mean(), volume.random().deviation());
    return "%s (%s)"
        .formatted(Numbers.text(figure, 2), Numbers.share(volume.random().mean() / trueVolume()));
  }

  private static String volume(double volume) {
    return Numbers.text(Numbers.figure(volume), 2);
  }

  private String note() {
    return "Latency on %s, %s, against validation accuracy: these two decide, test accuracy is shown only. A point is on a front if nothing of the same set is as fast and as accurate and better in one. Looked up: the training and validation sets and the candidates of all runs of a seed, under all limits. “Below the true front”: what the most accurate of the table that is as fast has more. Hypervolume: the area, in ms times percentage points, that a front dominates, up to the slowest architecture (%s ms) and down to the median validation accuracy of the table (%s %%); what is less accurate counts nothing. Random search: mean ± standard deviation of %d seeded draws without replacement from the whole table. Without a known latency: %s."
        .formatted(
            device(),
            LatencyScatter.truth(study.isSurrogate()),
            Numbers.text(Numbers.figure(slowest), 3),
            Numbers.accuracy(median),
            REPETITIONS,
            Numbers.count(Arrays.stream(any.latencyMs()).filter(Double::isNaN).count()));
  }

  Chart chart() {
    int[] order = TorchPermutation.of(any.accuracies().size(), 0);
    double[] limits =
        study.groups().stream()
            .map(group -> group.task().limits())
            .filter(limit -> limit.limitsLatency())
            .mapToDouble(limit -> limit.maxLatencyMs())
            .distinct()
            .toArray();
    return new Chart(
        key(),
        Numbers.rounded(median),
        Numbers.rounded(slowest),
        LatencyScatter.truth(study.isSurrogate()),
        Arrays.stream(order)
            .filter(a -> !Double.isNaN(any.latencyMs()[a]))
            .limit(SHOWN)
            .mapToObj(a -> new Point(a, any.latencyMs()[a], any.accuracies().validation()[a]))
            .sorted(Comparator.comparingInt(Point::architecture))
            .map(this::shown)
            .toArray(double[][]::new),
        points(truth),
        seeds.stream().map(seed -> new Chart.Found(seed.seed(), points(seed.front()))).toList(),
        limits);
  }

  private double[][] points(ParetoFront front) {
    return front.points().stream().map(this::shown).toArray(double[][]::new);
  }

  private double[] shown(Point point) {
    return new double[] {
      Numbers.rounded(point.latencyMs()),
      Numbers.rounded(point.accuracy()),
      Numbers.rounded(any.accuracies().reported(point.architecture()))
    };
  }
}
