package org.narq2t.predictor.narq2t;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.predictor.narq2t.StatisticsSettings.Batches;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.tier.BatchStatistics;

/** Algorithm 3: trains a ranker, and collects the statistics of the batches for the search. */
final class RankerTraining {

  private final SearchSpace space;
  private final Narq2tSettings settings;
  private final RandomStreams streams;
  private final long[] flops;
  private final long[] parameters;

  RankerTraining(SearchSpace space, Task dataset, Narq2tSettings settings, RandomStreams streams) {
    this.space = space;
    this.settings = settings;
    this.streams = streams;
    this.flops = space.totalFlops(dataset);
    this.parameters = space.totalParameters(dataset);
  }

  /**
   * What training has given so far.
   *
   * @param statistics of the batches, for the search, by turns: those of the best epoch, or of all
   */
  record TrainingHistory(List<EpochRecord> epochs, List<BatchStatistics> statistics) {
    static final TrainingHistory NONE = new TrainingHistory(List.of(), List.of());
  }

  /** The number of batches of all epochs, with a training set of some size. */
  int steps(int trainingSet) {
    return settings.training().epochs() * stepsOfEpoch(trainingSet);
  }

  /** How many of them are done. */
  int stepsOf(TrainingHistory progress, int trainingSet) {
    return progress.epochs().size() * stepsOfEpoch(trainingSet);
  }

  /**
   * Trains; the ranker then has the weights of the best epoch. Each epoch has its own random
   * streams, so a training that goes on at some epoch gives what the uninterrupted one gives.
   *
   * @param begun what was done already; the ranker is in the state that it had then
   * @param keep is given the progress after each epoch
   */
  TrainingHistory train(Ranker ranker, TrainingHistory begun, Consumer<TrainingHistory> keep) {
    int validationSize = ranker.validation().size();
    int[][] validation =
        inOrder(ranker.validation(), Math.min(settings.training().batchSize(), validationSize));
    boolean all = settings.statistics().batches() == Batches.ALL_EPOCHS;
    List<EpochRecord> epochs = new ArrayList<>(begun.epochs());
    List<BatchStatistics> kept = new ArrayList<>(begun.statistics());
    double best =
        epochs.isEmpty()
            ? Double.NEGATIVE_INFINITY
            : quality(epochs.get(EpochRecord.best(epochs)).validation());
    for (int epoch = epochs.size(); epoch < settings.training().epochs(); epoch++) {
      int[][] rows = shuffled(ranker.training().size(), epoch);
      EpochResult trained = ranker.trainEpoch(epoch, architectures(ranker.training(), rows));
      EpochResult validated = ranker.validate(epoch, validation);
      boolean better = quality(validated) > best;
      if (better) {
        best = quality(validated);
        ranker.keepBest();
      }
      if (better && !all) {
        kept.clear();
      }
      if (better || all) {
        kept.addAll(statistics(ranker.training(), rows));
      }
      epochs.add(new EpochRecord(trained, validated, better));
      keep.accept(new TrainingHistory(List.copyOf(epochs), List.copyOf(kept)));
    }
    ranker.restoreBest();
    return new TrainingHistory(epochs, kept);
  }

  private double quality(EpochResult validated) {
    return settings.classified() > 0 ? validated.tierAccuracy() : -validated.loss();
  }

  /** The batches of an epoch, as rows of the training set; what fills no batch is left out. */
  private int[][] shuffled(int size, int epoch) {
    int[] rows = IntStream.range(0, size).toArray();
    RandomStreams.shuffle(rows, streams.stream(RandomStreams.Name.BATCHES, epoch));
    int[][] batches = new int[stepsOfEpoch(size)][];
    int length = settings.training().batchSize();
    Arrays.setAll(batches, i -> Arrays.copyOfRange(rows, i * length, (i + 1) * length));
    return batches;
  }

  private List<BatchStatistics> statistics(TrainingSet set, int[][] batches) {
    return Arrays.stream(batches)
        .map(
            rows ->
                BatchStatistics.of(
                    pick(set.architectures(), rows),
                    pick(set.tiers(), rows),
                    settings.tiers(),
                    space,
                    flops,
                    parameters,
                    settings.statistics().binning()))
        .toList();
  }

  private static int[][] architectures(TrainingSet set, int[][] batches) {
    return Arrays.stream(batches)
        .map(rows -> pick(set.architectures(), rows))
        .toArray(int[][]::new);
  }

  private static int[][] inOrder(TrainingSet set, int size) {
    int[][] batches = new int[set.size() / size][];
    Arrays.setAll(batches, i -> Arrays.copyOfRange(set.architectures(), i * size, (i + 1) * size));
    return batches;
  }

  private int stepsOfEpoch(int trainingSet) {
    return trainingSet / settings.training().batchSize();
  }

  private static int[] pick(int[] values, int[] positions) {
    return Arrays.stream(positions).map(position -> values[position]).toArray();
  }
}
