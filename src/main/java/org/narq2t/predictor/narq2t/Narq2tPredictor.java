package org.narq2t.predictor.narq2t;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import org.narq2t.tier.Tiers;

/**
 * The paper's predictor: what was looked up is divided into tiers (Algorithm 2), a ranker is
 * trained on it, and the epoch with the best tier accuracy on the validation set gives the weights
 * and the tier statistics (Algorithm 3).
 */
public final class Narq2tPredictor implements Predictor {
  private final Narq2tSettings settings;
  private final Ranker.Factory factory;
  private final Function<int[], double[]> latencies;
  private final RankerTraining training;
  private Optional<Ranker> ranker = Optional.empty();
  private Optional<FitRecord> fitted = Optional.empty();

  /**
   * @param latencies measured, in ms, NaN unknown; asked only if the settings give latency a weight
   */
  public Narq2tPredictor(
      SearchSpace space,
      Task dataset,
      Narq2tSettings settings,
      RandomStreams streams,
      Ranker.Factory factory,
      Function<int[], double[]> latencies) {
    this.settings = settings;
    this.factory = factory;
    this.latencies = latencies;
    this.training = new RankerTraining(space, dataset, settings, streams);
  }

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    Ranker opened = open(ledger);
    TrainingCheckpoint checkpoint = new TrainingCheckpoint(unfinished, System::nanoTime);
    Optional<TrainingCheckpoint.Kept> kept = checkpoint.read();
    kept.ifPresent(begun -> opened.load(checkpoint.state(begun)));
    RankerTraining.TrainingHistory begun =
        kept.map(TrainingCheckpoint.Kept::progress).orElse(RankerTraining.TrainingHistory.NONE);
    double before = kept.map(TrainingCheckpoint.Kept::seconds).orElse(0.0);
    long start = System.nanoTime();
    Supplier<Double> seconds = () -> before + (System.nanoTime() - start) * 1e-9;
    int size = opened.training().size();
    listener.begun(training.steps(size), training.stepsOf(begun, size));
    RankerTraining.TrainingHistory trained =
        training.train(
            opened,
            begun,
            progress -> {
              checkpoint.keep(progress, seconds.get(), opened);
              listener.finished(progress.epochs().get(progress.epochs().size() - 1));
            });
    FitRecord record =
        new FitRecord(
            size + opened.validation().size(),
            seconds.get(),
            trained.epochs(),
            trained.statistics(),
            Map.of());
    fitted = Optional.of(record);
    return record;
  }

  /** A network with its first weights, for the sets of the ledger. */
  private Ranker open(Ledger ledger) {
    close();
    Ranker opened =
        factory.open(
            look(ledger.observations(Purpose.TRAINING)),
            look(ledger.observations(Purpose.TIER_VALIDATION)));
    ranker = Optional.of(opened);
    return opened;
  }

  private TrainingSet look(List<Observation> observations) {
    int[] architectures = observations.stream().mapToInt(Observation::architecture).toArray();
    double[] accuracies = observations.stream().mapToDouble(Observation::validation).toArray();
    return new TrainingSet(
        architectures,
        accuracies,
        Tiers.divide(accuracies, settings.tiers()),
        settings.training().lambdaLatency() > 0 ? latencies.apply(architectures) : new double[0]);
  }

  @Override
  public Scores predict(int[] architectures) {
    return opened().score(architectures);
  }

  private Ranker opened() {
    return ranker.orElseThrow(() -> new IllegalStateException("the predictor was not fitted"));
  }

  @Override
  public Optional<FitRecord> fitted() {
    return fitted;
  }

  @Override
  public Hardware hardware() {
    return ranker.map(Ranker::hardware).orElseGet(Predictor.super::hardware);
  }

  @Override
  public void save(Path file) {
    opened().save(file);
  }

  @Override
  public void load(Path file, FitRecord record) {
    close();
    TrainingSet none = new TrainingSet(new int[0], new double[0], new int[0], new double[0]);
    Ranker opened = factory.open(none, none);
    ranker = Optional.of(opened);
    opened.load(file);
    fitted = Optional.of(record);
  }

  @Override
  public void close() {
    ranker.ifPresent(Ranker::close);
    ranker = Optional.empty();
  }
}
