package org.narq2t.strategy.tiers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.narq2t.predictor.Scores;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.space.Members;
import org.narq2t.space.Task;
import org.narq2t.space.TorchPermutation;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.tier.BatchStatistics;
import org.narq2t.tier.Binning;
import org.narq2t.tier.Divergence;
import org.narq2t.tier.SamplingDistribution;
import org.narq2t.tier.TierCounts;
import org.narq2t.tier.Tiers;

/**
 * What this project's Java computes, for `make compare` to hold against the authors' code. Nothing
 * is computed here: every value comes from the classes that a run uses.
 */
public final class ComparedValues {
  private static final JsonMapper JSON = new JsonMapper();

  private final NasBench201 space = new NasBench201();
  private final Path configs;
  private final Task dataset;
  private final int tiers;
  private final long[] flops;
  private final long[] parameters;

  private ComparedValues(Request request) {
    this.configs = Path.of(request.configs());
    this.dataset = Task.parse(request.dataset());
    this.tiers = request.tiers();
    this.flops = space.totalFlops(dataset);
    this.parameters = space.totalParameters(dataset);
  }

  /**
   * What is asked for.
   *
   * @param configs folder of the configurations; that of the data set gives the settings
   * @param tensors file for the feature tensors of the space, little-endian float32
   * @param accuracies sets to divide into tiers
   */
  record Request(
      String configs,
      String dataset,
      long seed,
      int tiers,
      String tensors,
      List<double[]> accuracies,
      List<Batch> batches,
      List<Search> searches) {}

  /** A batch to count. */
  record Batch(int[] architectures, int[] tierOf) {}

  /**
   * A search iteration.
   *
   * @param batch the number of the batch whose statistics guide it
   * @param draws see {@link ReplayedDraws}
   * @param score what a model says of the sampled architectures, in their order
   * @param tierProbabilities row-major
   */
  record Search(
      int batch,
      SamplingSettings.Mode mode,
      double[][] draws,
      float[] score,
      float[] tierProbabilities) {}

  /** What was computed; order is the split's. */
  record Answer(
      int[] order,
      long[] flops,
      long[] parameters,
      List<int[]> tierOf,
      List<Counted> batches,
      List<Searched> searches) {}

  /**
   * Statistics of a batch.
   *
   * @param divergences of FLOPs, parameters and operators, from tier 1 to each other tier
   */
  record Counted(BatchStatistics statistics, List<double[]> divergences) {}

  /**
   * A search iteration.
   *
   * @param selected architectures, best first
   * @param left draws that were recorded and not asked for
   * @param distributions whether FLOPs, parameters, operators were drawn from a distribution
   */
  record Searched(int[] sampled, int[] selected, int left, boolean[] distributions) {}

  /** Reads the request from the first file and writes the answer to the second. */
  public static void main(String[] files) throws IOException {
    Request request = JSON.readValue(Path.of(files[0]).toFile(), Request.class);
    ComparedValues values = new ComparedValues(request);
    JSON.writeValue(Path.of(files[1]).toFile(), values.answer(request));
    values.writeTensors(Path.of(request.tensors()));
  }

  private Answer answer(Request request) {
    List<Counted> batches = request.batches().stream().map(this::count).toList();
    return new Answer(
        TorchPermutation.of(space.size(), request.seed()),
        flops,
        parameters,
        request.accuracies().stream().map(set -> Tiers.divide(set, tiers)).toList(),
        batches,
        request.searches().stream().map(s -> search(s, batches.get(s.batch()))).toList());
  }

  private Counted count(Batch batch) {
    BatchStatistics statistics =
        BatchStatistics.of(
            batch.architectures(),
            batch.tierOf(),
            tiers,
            space,
            flops,
            parameters,
            Binning.AS_RELEASED);
    return new Counted(
        statistics,
        Stream.of(statistics.flops(), statistics.parameters(), statistics.operators())
            .map(ComparedValues::divergences)
            .toList());
  }

  private static double[] divergences(TierCounts counts) {
    long[][] tiers = counts.counts();
    return Arrays.stream(tiers, 1, tiers.length)
        .mapToDouble(low -> Divergence.SOFTMAX_COUNTS_MEAN.between(tiers[0], low))
        .toArray();
  }

  private Searched search(Search search, Counted guide) {
    TiersSettings settings = settings(search.mode());
    SearchSettings loop = settings.loop(false);
    Members all = Members.all(space.size());
    ReplayedDraws draws = new ReplayedDraws(search.draws());
    SampledBatch batch =
        new ArchitectureSampler(space, dataset, settings.sampling(), all, all)
            .sample(guide.statistics(), draws);
    Scores scores = new Scores(search.score(), search.tierProbabilities(), tiers, new float[0]);
    int[] best =
        CandidateSelection.best(
            CandidateSelection.topTier(scores), scores, loop.candidates(), loop.requireAll());
    return new Searched(
        batch.architectures(),
        IntStream.of(best).map(position -> batch.architectures()[position]).toArray(),
        draws.left(),
        distributions(batch));
  }

  /** As a run reads them, preset and all. */
  private TiersSettings settings(SamplingSettings.Mode mode) {
    Path file = configs.resolve("nasbench201").resolve(dataset.key() + ".yaml");
    List<String> changed = List.of("strategy.mode=" + mode.name().toLowerCase(Locale.ROOT));
    return (TiersSettings)
        ConfigurationFile.read(configs.resolve("presets"), file, changed).strategy();
  }

  private static boolean[] distributions(SampledBatch batch) {
    SamplingDistributions used = batch.distributions().get(0);
    boolean[] found = new boolean[3];
    List<SamplingDistribution> three = List.of(used.flops(), used.parameters(), used.operators());
    for (int i = 0; i < found.length; i++) {
      found[i] = three.get(i) instanceof SamplingDistribution.Weighted;
    }
    return found;
  }

  private void writeTensors(Path file) throws IOException {
    int bytes = space.size() * space.featureLength() * Float.BYTES;
    ByteBuffer tensors = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = tensors.asFloatBuffer();
    for (int architecture = 0; architecture < space.size(); architecture++) {
      space.encode(architecture, dataset, values);
    }
    Files.write(file, tensors.array());
  }
}
