package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * A predictor of {@code narq2t.predictors} behind the bridge: it learns the validation accuracies
 * of all that was paid for, from the cells themselves.
 */
public final class CellPredictor implements Predictor {
  private final PythonRuntime python;
  private final RandomStreams streams;
  private final SharedCells cells;
  private final PredictorSession session;
  private Optional<FitRecord> fitted = Optional.empty();

  /**
   * @param members the architectures that it can be asked about
   * @param type of {@code narq2t.predictors.registry}
   * @param settings of that type, by Python's names
   * @param tiers the number of tiers that it predicts; 0 for none
   * @param otherTask results on another task that it starts from, by architecture; length 0 for
   *     none
   */
  public CellPredictor(
      PythonRuntime python,
      SearchSpace space,
      Members members,
      Task dataset,
      String type,
      Map<String, Object> settings,
      int tiers,
      double[] otherTask,
      RandomStreams streams) {
    this.python = python;
    this.streams = streams;
    this.cells = SharedCells.of(python, space, members, dataset);
    try {
      this.session =
          PredictorSession.open(python, cells, type, settings, tiers, known(otherTask, members));
    } catch (RuntimeException e) {
      cells.close();
      throw e;
    }
  }

  /** The results of the members, to be shared; no array for none. */
  private static SharedArray[] known(double[] otherTask, Members members) {
    if (otherTask.length == 0) {
      return new SharedArray[0];
    }
    SharedArray known = SharedArray.doubles(members.size());
    for (int row = 0; row < members.size(); row++) {
      known.doubles().put(row, otherTask[members.at(row)]);
    }
    return new SharedArray[] {known};
  }

  @Override
  public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
    List<Observation> known = ledger.learnable();
    int[] rows = cells.rows(known.stream().mapToInt(Observation::architecture).toArray());
    double[] values = known.stream().mapToDouble(Observation::validation).toArray();
    long seed = streams.seed(RandomStreams.Name.MODEL, step) & Integer.MAX_VALUE;
    long start = System.nanoTime();
    JsonNode figures = session.fit(rows, values, seed);
    FitRecord record =
        new FitRecord(
            rows.length,
            (System.nanoTime() - start) * 1e-9,
            List.of(),
            List.of(),
            numbers(figures));
    fitted = Optional.of(record);
    return record;
  }

  private static Map<String, Double> numbers(JsonNode figures) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    figures
        .properties()
        .forEach(
            figure -> {
              if (figure.getValue().isNumber()) {
                numbers.put(figure.getKey(), figure.getValue().asDouble());
              }
            });
    return numbers;
  }

  @Override
  public Scores predict(int[] architectures) {
    return session.predict(cells.rows(architectures));
  }

  @Override
  public float[][] draw(int[] architectures, int count, RandomGenerator random) {
    return session.draw(cells.rows(architectures), count, random.nextInt(Integer.MAX_VALUE));
  }

  @Override
  public Optional<FitRecord> fitted() {
    return fitted;
  }

  @Override
  public Hardware hardware() {
    return new Hardware("cpu", python.threads(), 0);
  }

  @Override
  public void save(Path file) {
    session.save(file);
  }

  @Override
  public void load(Path file, FitRecord record) {
    session.load(file);
    fitted = Optional.of(record);
  }

  @Override
  public void close() {
    session.close();
    cells.close();
  }
}
