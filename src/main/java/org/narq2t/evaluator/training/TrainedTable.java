package org.narq2t.evaluator.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.BenchmarkTable;
import org.narq2t.benchmark.Provenance;
import org.narq2t.evaluator.training.TrainingStore.Key;
import org.narq2t.ledger.Split;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * A table that grows: the results in a space of trainings with one recipe and seed on one set of
 * images. It has validation accuracies, and latencies of this machine; test images are looked at by
 * the run that found something, not by a table.
 */
public final class TrainedTable implements BenchmarkTable {
  /** The machine that the networks were measured on, in configurations. */
  public static final String THIS_DEVICE = "this";

  private final Path data;
  private final SearchSpace space;
  private final Task task;
  private final TrainingSettings settings;
  private final long seed;
  private final TrainingStore store;
  private final MeasuredLatencies latencies;

  /**
   * Opens what is known.
   *
   * @param data the folder of all data
   * @throws IOException if a file cannot be read; the message says what to do
   */
  public TrainedTable(Path data, SearchSpace space, Task task, TrainingSettings settings, long seed)
      throws IOException {
    this.space = space;
    this.task = task;
    this.settings = settings;
    this.seed = seed;
    this.data = data;
    Path folder = data.resolve("trained");
    String images = settings.images().digest().substring(0, 16);
    this.store = TrainingStore.open(folder.resolve(images + ".jsonl"));
    this.latencies =
        new MeasuredLatencies(
            folder.resolve(
                "latency-%s-%d-%d-%d-%dx%dx%d-%d.csv"
                    .formatted(
                        space.name(),
                        settings.finalNetwork().channels(),
                        settings.finalNetwork().cells(),
                        settings.finalNetwork().stages(),
                        task.imageChannels(),
                        task.imageSize(),
                        task.imageSize(),
                        task.classes())));
  }

  /** What makes a training of an architecture the same as another. */
  private Key key(int architecture, RecipeSettings recipe) {
    return new Key(
        space.name(),
        space.describe(architecture),
        task.imageSize(),
        task.imageChannels(),
        settings.network(),
        recipe,
        seed);
  }

  /** The training of the search, if it was done. */
  public Optional<Training> training(int architecture) {
    Optional<Training> alone = store.find(key(architecture, settings.recipe().alone()));
    return alone.isPresent() ? alone : store.find(key(architecture, settings.recipe()));
  }

  /** Adds a training of the search. One that did all its epochs is the same without rungs. */
  void add(int architecture, Training training) {
    RecipeSettings recipe = training.wasCompleted() ? settings.recipe().alone() : settings.recipe();
    store.add(key(architecture, recipe), training);
  }

  /** The curves of all trainings of the search so far, by any run. */
  List<List<Double>> curves() {
    Key some = key(0, settings.recipe().alone());
    return store.all().entrySet().stream()
        .filter(known -> known.getKey().withCell(some.cell()).withoutRungs().equals(some))
        .map(known -> known.getValue().curve())
        .toList();
  }

  /** The measured latency of an architecture, if it was measured. */
  public Optional<MeasuredLatencies.Latency> measured(int architecture) {
    return latencies.find(space.networkText(architecture));
  }

  /** The folder of the caches of images. */
  public Path caches() {
    return data.resolve("images");
  }

  MeasuredLatencies latencies() {
    return latencies;
  }

  @Override
  public int size() {
    return space.size();
  }

  @Override
  public double accuracy(int architecture, Task dataset, Split split) {
    return split == Split.TEST
        ? Double.NaN
        : training(architecture).map(Training::accuracy).orElse(Double.NaN);
  }

  @Override
  public double latency(int architecture, Task dataset) {
    return latencies.of(space.networkText(architecture)) / 1_000;
  }

  @Override
  public List<String> devices(Task dataset) {
    return List.of(THIS_DEVICE);
  }

  @Override
  public Provenance provenance() {
    return new Provenance(
        space.name(),
        Provenance.TRAINED,
        settings.images().root(),
        settings.images().digest(),
        "",
        "seed " + seed,
        "what was not trained",
        "narq2t");
  }
}
