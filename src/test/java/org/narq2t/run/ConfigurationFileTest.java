package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.narq2t.PaperSettings.narq2t;
import static org.narq2t.PaperSettings.tiers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.predictor.narq2t.ModelSettings.Attributes;
import org.narq2t.predictor.narq2t.ModelSettings.Decoder;
import org.narq2t.predictor.narq2t.ModelSettings.FeatureScale;
import org.narq2t.predictor.narq2t.ModelSettings.Normalisation;
import org.narq2t.predictor.narq2t.TrainingSettings.Losses;
import org.narq2t.space.Task;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintCosts;
import org.narq2t.strategy.tiers.SamplingSettings.ConstraintFailure;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.strategy.tiers.SamplingSettings.Operators;
import org.narq2t.strategy.tiers.SamplingSettings.Vertices;
import org.narq2t.strategy.tiers.SplitSettings;
import org.narq2t.strategy.tiers.TiersSettings;
import org.narq2t.tier.Binning;
import org.narq2t.tier.Divergence;

class ConfigurationFileTest {
  private static final Path PRESETS = Path.of("configs/presets");
  private static final Path CIFAR10 = Path.of("configs/nasbench201/cifar10.yaml");

  private static final String FLOAT32 = "predictor.training.precision=float32";

  @TempDir Path folder;

  private static RunConfiguration read(Path file, String... overrides) {
    return ConfigurationFile.read(PRESETS, file, List.of(overrides));
  }

  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(CIFAR10);
    assertThat(text).contains(from);
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, text.replace(from, to));
    return file;
  }

  private static void refused(Path file, String override, String... parts) {
    String[] overrides = override.isEmpty() ? new String[0] : new String[] {override};
    var refusal =
        assertThatExceptionOfType(InvalidConfiguration.class)
            .isThrownBy(() -> read(file, overrides));
    for (String part : parts) {
      refusal.withMessageContaining(part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10", "cifar100", "imagenet16"})
  void thePapersConfigurationsAreComplete(String dataset) {
    RunConfiguration run = read(Path.of("configs/nasbench201/" + dataset + ".yaml"));

    assertThat(run.dataset()).isEqualTo(Task.parse(dataset));
    assertThat(tiers(run).split()).isEqualTo(new SplitSettings(1000, 256));
    assertThat(narq2t(run).training().epochs()).isEqualTo(55);
  }

  @Test
  void aRunIsCalledByItsPredictorOrByItsStrategyWithoutOne() {
    assertThat(read(CIFAR10).method()).isEqualTo("NARQ2T");
    assertThat(read(CIFAR10, "preset=nar").method()).isEqualTo("NAR");
    assertThat(read(CIFAR10, "predictor.type=ctnas", "strategy.mode=random").method())
        .isEqualTo("CTNAS");
    assertThat(read(CIFAR10, "predictor.type=gp", "strategy.type=sequential").method())
        .isEqualTo("gp");
    assertThat(read(CIFAR10, "predictor.type=none", "strategy.type=evolution").method())
        .isEqualTo("evolution");
  }

  @Test
  void aPresetThatIsAskedForIsOverTheFileAndUnderTheOtherValues() throws IOException {
    RunConfiguration dev = read(CIFAR10, "split.train=300", "preset=dev");
    assertThat(narq2t(dev).training().epochs()).isEqualTo(4);
    assertThat(tiers(dev).split()).isEqualTo(new SplitSettings(300, 100));
    assertThat(dev.dataset()).isEqualTo(Task.CIFAR10);

    Path complete = folder.resolve("complete.yaml");
    Files.writeString(complete, ConfigurationFile.write(read(CIFAR10)));
    assertThat(read(complete, "preset=as-printed"))
        .isEqualTo(read(CIFAR10, "preset=as-printed"))
        .isNotEqualTo(read(CIFAR10));
  }

  @Test
  void theRankingWeightIsThatOfTableVI() {
    assertThat(narq2t(read(CIFAR10)).training().lambdaRank()).isEqualTo(5);
    assertThat(narq2t(read(Path.of("configs/nasbench201/cifar100.yaml"))).training().lambdaRank())
        .isEqualTo(23);
    assertThat(narq2t(read(Path.of("configs/nasbench201/imagenet16.yaml"))).training().lambdaRank())
        .isEqualTo(18);
  }

  @Test
  void asReleasedSamplesAsTheAuthorsCodeDoes() {
    RunConfiguration run = read(CIFAR10);

    assertThat(tiers(run))
        .extracting(
            TiersSettings::mode,
            TiersSettings::sampleSize,
            TiersSettings::reuse,
            TiersSettings::constraintFailure,
            TiersSettings::divergence)
        .containsExactly(
            Mode.UNIFORM, 128, 25, ConstraintFailure.KEEP_LAST, Divergence.SOFTMAX_COUNTS_MEAN);
    assertThat(narq2t(run).statistics().binning()).isEqualTo(Binning.AS_RELEASED);
    assertThat(narq2t(run).model().normalisation()).isEqualTo(Normalisation.POST);
    assertThat(narq2t(run).model().decoder()).isEqualTo(Decoder.GROUP_WISE);
  }

  /** Every variant of the ablations is a setting, and the paper's method has the first of each. */
  @Test
  void theAblationsAreSettings() {
    RunConfiguration base = read(CIFAR10);
    assertThat(narq2t(base).training().losses()).isEqualTo(Losses.TIERS_AND_RANKING);
    assertThat(narq2t(base).model().attributes()).isEqualTo(Attributes.OFP);
    assertThat(tiers(base).constraints()).isEqualTo(ConstraintCosts.BOTH);
    RunConfiguration ranking = read(CIFAR10, "predictor.training.losses=ranking");
    assertThat(narq2t(ranking).classified()).isZero();
    assertThat(narq2t(ranking).tiers()).isEqualTo(5);
    assertThat(narq2t(read(CIFAR10, "predictor.model.attributes=of")).model().attributes())
        .isEqualTo(Attributes.OF);
    assertThatThrownBy(() -> read(CIFAR10, "predictor.training.losses=tiers", "predictor.tiers=0"))
        .hasMessageContaining("tiers cannot be 0; allowed: 2 or more, to learn nothing else");
  }

  @Test
  void asReleasedInBfloat16DiffersInItsPrecisionAlone() {
    for (Path file : List.of(CIFAR10, Path.of("configs/nasbench101/cifar10.yaml"))) {
      RunConfiguration lower = read(file, "preset=as-released-bf16");
      assertThat(lower.predictor().needsBfloat16()).isTrue();
      RunConfiguration exact = read(file, "preset=as-released-bf16", FLOAT32);
      assertThat(exact.predictor()).isEqualTo(read(file).predictor());
      assertThat(exact.strategy()).isEqualTo(read(file).strategy());
    }
  }

  /** The settings of AlbertiPot/nar: config201.yml and, for NAS-Bench-101, config.yml. */
  @Test
  void narIsAPreset() {
    RunConfiguration nar = read(CIFAR10, "preset=nar", "predictor.training.lambda_latency=7");
    assertThat(narq2t(nar).model().decoder()).isEqualTo(Decoder.TIER_MEANS);
    assertThat(narq2t(nar).training().lambdaRank()).isEqualTo(1);
    assertThat(narq2t(nar).model().tierWidth()).isEqualTo(256);
    RunConfiguration cells = read(Path.of("configs/nasbench101/cifar10.yaml"), "preset=nar");
    assertThat(narq2t(cells).training().lambdaRank()).isEqualTo(9);
    assertThat(narq2t(cells).model().tierWidth()).isEqualTo(2048);
    assertThat(tiers(cells).mode()).isEqualTo(Mode.STATISTICS);
    assertThatThrownBy(() -> read(CIFAR10, "preset=nar", "predictor.model.normalisation=pre"))
        .hasMessageContaining("decoder cannot be tier-means");
  }

  /** What a preset says of one space lies over what it says of all; the file lies over both. */
  @Test
  void onNasBench101AsReleasedScalesFeaturesAndSamplesOperatorsUniformly() {
    Path file = Path.of("configs/nasbench101/cifar10.yaml");
    RunConfiguration run = read(file);

    assertThat(narq2t(run).model().featureScale()).isEqualTo(FeatureScale.UNITS);
    assertThat(tiers(run).operators()).isEqualTo(Operators.UNIFORM);
    assertThat(tiers(run).vertices()).isEqualTo(Vertices.BATCH_INTERVAL);
    assertThat(narq2t(run).statistics().binning()).isEqualTo(new Binning(8, 1_000_000, 1_000));
    assertThat(narq2t(run).training().lambdaRank()).isEqualTo(21);
    assertThat(narq2t(read(CIFAR10)).model().featureScale()).isEqualTo(FeatureScale.NONE);
    RunConfiguration printed = read(file, "preset=as-printed");
    assertThat(narq2t(printed).model().featureScale()).isEqualTo(FeatureScale.NONE);
    assertThat(tiers(printed).operators()).isEqualTo(Operators.TOP_TIER);
    assertThat(tiers(printed).vertices()).isEqualTo(Vertices.MAXIMUM);
    assertThat(narq2t(read(file, "model.feature_scale=maximum")).model().featureScale())
        .isEqualTo(FeatureScale.MAXIMUM);
  }

  @Test
  void searchEvaluationAndAnUnusedDeviceTrainTheSameRanker() {
    RunConfiguration run = read(CIFAR10);

    assertThat(run.otherTraining(read(CIFAR10, "search.top=1", "evaluation.held_out=100")))
        .isEmpty();
    assertThat(run.otherTraining(read(CIFAR10, "training.latency_device=pixel3"))).isEmpty();
    assertThat(run.otherTraining(read(CIFAR10, "seed=2"))).hasValue("seed 1, not 2");
    assertThat(
            read(CIFAR10, "training.lambda_latency=7")
                .otherTraining(
                    read(CIFAR10, "training.lambda_latency=7", "training.latency_device=pixel3")))
        .hasValue("latency_device gtx1080ti, not pixel3");
    assertThat(run.otherTraining(read(CIFAR10, "model.normalisation=pre")))
        .hasValue("predictor.model.normalisation post, not pre");
  }

  @Test
  void nasBench101HasOneDataset() {
    Path file = Path.of("configs/nasbench101/cifar10.yaml");

    assertThatThrownBy(() -> read(file, "dataset=cifar100"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("--set dataset=cifar100")
        .hasMessageContaining("allowed: cifar10, of nasbench101");
    assertThatThrownBy(() -> read(CIFAR10, "space=nasbench301"))
        .hasMessageContaining("allowed: nasbench201, nasbench101");
  }

  @Test
  void theOverlayOfASpaceIsNoPreset() {
    assertThatThrownBy(() -> read(CIFAR10, "preset=as-released.nasbench101x"))
        .hasMessageContaining("allowed: as-printed, as-released");
  }

  @Test
  void asPrintedDiffersInEveryDecision() {
    RunConfiguration run = read(CIFAR10, "preset=as-printed");

    assertThat(narq2t(run).model().normalisation()).isEqualTo(Normalisation.PRE);
    assertThat(narq2t(run).model().decoder()).isEqualTo(Decoder.SUM_MLP);
    assertThat(tiers(run).divergence()).isEqualTo(Divergence.PROBABILITIES);
    assertThat(narq2t(run).statistics().binning()).isEqualTo(Binning.AS_PRINTED);
    assertThat(tiers(run).requireTop()).isFalse();
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws IOException {
    RunConfiguration run = read(CIFAR10, "search.top=3", "training.lambda_latency=7");
    Path file = folder.resolve("written.yaml");

    Files.writeString(file, ConfigurationFile.write(run));

    assertThat(read(file)).isEqualTo(run);
  }

  @Test
  void anUnknownKeyIsNamedWithFileLineAndTheAllowedOnes() throws IOException {
    Path file = changed("    epochs: 55 ", "    epoch: 55 ");
    int line =
        Files.readAllLines(file)
                .indexOf(
                    Files.readAllLines(file).stream()
                        .filter(l -> l.startsWith("    epoch: 55"))
                        .findFirst()
                        .orElseThrow())
            + 1;

    refused(
        file,
        "",
        file + ":" + line + ": unknown key 'predictor.training.epoch'",
        "allowed: batch_size",
        "epochs");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    refused(changed("    heads: 4 ", "    # heads: 4 "), "", "missing key 'predictor.model.heads'");
  }

  @Test
  void aWrongTypeIsNamedWithWhatIsAllowed() throws IOException {
    refused(
        changed("    epochs: 55 ", "    epochs: many "),
        "",
        "run.yaml:",
        "predictor.training.epochs cannot be 'many'",
        "a whole number");
    refused(
        changed("    epochs: 55 ", "    epochs: 5.5 "),
        "",
        "predictor.training.epochs",
        "a whole number");
    refused(
        changed("    epochs: 55 ", "    epochs: [55] "),
        "",
        "predictor.training.epochs cannot be [55]; allowed: a whole number");
  }

  @Test
  void anImpossibleValueIsNamedWithWhatIsAllowed() throws IOException {
    Path file = changed("dropout: 0.1 ", "dropout: 1.5 ");

    refused(
        file,
        "",
        "run.yaml:",
        "predictor.model.dropout cannot be 1.5; allowed: 0 or more, less than 1");
    refused(
        CIFAR10,
        "model.heads=5",
        "--set model.heads=5: predictor.model.heads cannot be 5",
        "a divisor of d_model = 128");
    refused(CIFAR10, "tiers=1", "predictor.tiers cannot be 1; allowed: 0 for none, or 2 or more");
    refused(CIFAR10, "training.batch_size=2000", "up to the training set, 1000");
  }

  @Test
  void whatNoMemoryHoldsIsRefused() {
    String large = "predictor.model.layers cannot be %s with these widths";
    refused(CIFAR10, "model.layers=2147483647", large.formatted("2147483647"));
    refused(CIFAR10, "model.d_model=1073741824", large.formatted("6"));
    refused(CIFAR10, "model.score_width=2147483647", "score_width cannot be", "1 to 65,536");
    refused(CIFAR10, "strategy.sample_size=1073741824", "sample_size cannot be", "1 to 1,000,000");
  }

  @Test
  void aWrongNameIsAnsweredWithTheAllowedOnes() {
    refused(
        CIFAR10,
        "dataset=cifar11",
        "dataset cannot be 'cifar11'; allowed: cifar10, cifar100, imagenet16");
    refused(CIFAR10, "search.mode=greedy", "allowed: random, statistics, uniform");
    refused(
        CIFAR10,
        "preset=as-painted",
        "preset cannot be 'as-painted'; allowed: as-printed, as-released");
  }

  @Test
  void brokenYamlIsReportedWithItsLine() throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(file, "space: nasbench201\nseed: [1\n");
    refused(file, "", "broken.yaml:", "not valid YAML");

    Files.writeString(file, "seed: 1\nseed: 2\n");
    refused(file, "", "broken.yaml:2", "Duplicate");

    Files.writeString(file, "");
    refused(file, "", "expected keys and values, found an empty file");
  }

  @Test
  void aMissingFileSaysWhereOthersAre() {
    refused(
        Path.of("configs/cifar.yaml"), "", "no configuration file configs/cifar.yaml", "configs/");
  }

  @Test
  void anOverrideWithoutAValueIsRefused() {
    refused(CIFAR10, "search.top", "--set takes key=value");
  }

  @Test
  void aTypeThatIsNoModuleIsAnsweredWithTheModules() {
    refused(
        CIFAR10,
        "predictor.type=oracle",
        "--set predictor.type=oracle: predictor.type cannot be 'oracle'; allowed: narq2t");
  }

  /** As it was written before there were modules: everything was NARQ2T and its search. */
  @Test
  void aFileWithEarlierKeysReadsAsTodays() throws IOException {
    String earlier =
        """
        space: nasbench201
        dataset: cifar10
        preset: as-released
        seed: 1
        device: auto
        split: {train: 1000, validation: 256}
        tiers: 5
        model: {d_model: 128, d_ffn: 512, layers: 6, heads: 4, dropout: 0.1, score_width: 1024, tier_width: 256}
        training:
          epochs: 55
          batch_size: 128
          learning_rate_factor: 0.07
          warmup_steps: 30
          beta1: 0.9
          beta2: 0.99
          epsilon: 1.0e-9
          weight_decay: 0.01
          lambda_rank: 5
          lambda_latency: 0
          latency_device: gtx1080ti
        statistics: {bins: 5, divergence: softmax-counts-mean}
        search:
          iterations: 50
          sample_size: 128
          random_proportion: 0.5
          top: 5
          mode: uniform
          reuse: 25
          max_trails: 100
          batch_factor: 0.1
          last_tier: 4
          flops_threshold: 0.35
          parameters_threshold: 0.3
          operators_threshold: 1.5
          limits: {max_latency_ms: 0, max_flops: 0, max_parameters: 0, latency_margin: 1}
        """;
    Path file = folder.resolve("earlier.yaml");
    Files.writeString(file, earlier);
    assertThat(read(file)).isEqualTo(read(CIFAR10));

    Files.writeString(file, earlier.replace("top: 5", "top: 0"));
    refused(file, "", file + ":26: strategy.top cannot be 0; allowed: 1 to sample_size = 128");
  }

  @Test
  void aConfigurationOfAnotherStrategyThanItsPresetsReadsBackEqual() throws IOException {
    RunConfiguration run =
        read(Path.of("configs/search.yaml"), "strategy.type=evolution", "predictor.type=none");
    assertThat(run.strategyName()).isEqualTo("evolution");
    Path file = folder.resolve("evolution.yaml");

    Files.writeString(file, ConfigurationFile.write(run));

    assertThat(read(file)).isEqualTo(run);
  }
}
