package org.narq2t.run;

import java.util.Optional;
import java.util.Set;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.RecordDifference;
import org.narq2t.evaluation.EvaluationSettings;
import org.narq2t.predictor.narq2t.ModelSettings;
import org.narq2t.predictor.narq2t.StatisticsSettings;
import org.narq2t.predictor.narq2t.TrainingSettings;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.strategy.tiers.SearchOptions;
import org.narq2t.strategy.tiers.SplitSettings;

/**
 * Everything that decides a run: with the same configuration, table, device and number of threads a
 * run gives the same result.
 *
 * @param space name of the search space: {@code nasbench201} or {@code nasbench101}
 * @param dataset one of those that the space was trained on
 * @param preset name of the preset that the file was laid over
 * @param seed root of all random streams, and seed of the authors' data split
 * @param device {@code auto}, {@code cpu} or {@code cuda}
 * @param tiers number of quality tiers; 0 trains a ranker without tiers
 */
public record RunConfiguration(
    String space,
    Dataset dataset,
    String preset,
    long seed,
    Device device,
    SplitSettings split,
    int tiers,
    ModelSettings model,
    TrainingSettings training,
    StatisticsSettings statistics,
    SearchOptions search,
    EvaluationSettings evaluation) {

  /** Where the model is computed. */
  public enum Device {
    AUTO,
    CPU,
    CUDA
  }

  public RunConfiguration {
    if (evaluation == null) { // recorded before there was a choice
      evaluation = EvaluationSettings.WHOLE_SPACE;
    }
    Impossible.unless(
        space.equals(NasBench201.NAME) || space.equals(NasBench101.NAME),
        "space",
        "'" + space + "'",
        NasBench201.NAME + ", " + NasBench101.NAME);
    Impossible.unless(
        space.equals(NasBench201.NAME) || dataset == Dataset.CIFAR10,
        "dataset",
        dataset.key(),
        "cifar10, the only one of " + space);
    Impossible.unless(seed >= 0, "seed", seed, "0 or more");
    Impossible.unless(tiers == 0 || tiers >= 2, "tiers", tiers, "0 for none, or 2 or more");
    Impossible.unless(
        tiers <= Math.min(split.train(), split.validation()),
        "tiers",
        tiers,
        "at most the smaller of split.train and split.validation");
    Impossible.unless(
        training.batchSize() <= split.train(),
        "training",
        "batch_size = " + training.batchSize(),
        "a batch_size up to split.train = " + split.train());
  }

  /**
   * What makes another run train another ranker: the first difference in anything but preset,
   * device, search and evaluation, in words; empty if both train the same.
   */
  public Optional<String> otherTraining(RunConfiguration other) {
    return RecordDifference.first(
        decisive(), other.decisive(), Set.of("preset", "device", "search", "evaluation"));
  }

  /** The same without settings that this training does not use. */
  private RunConfiguration decisive() {
    return new RunConfiguration(
        space,
        dataset,
        preset,
        seed,
        device,
        split,
        tiers,
        model,
        training.used(),
        statistics,
        search,
        evaluation);
  }

  /** All look-ups of trained results that it asks for, at most. */
  public int lookUps() {
    return split.train() + split.validation() + search.iterations() * search.top();
  }

  /** The size of a validation batch: as of training, or the whole set if that is smaller. */
  public int validationBatchSize() {
    return Math.min(training.batchSize(), split.validation());
  }
}
