package org.narq2t.evaluation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.narq2t.ledger.Split;
import org.narq2t.space.Dataset;

/** A row of the paper's Table II or III; what is not printed is empty. */
public final class PaperRow {

  private final String method;
  private final OptionalDouble costSeconds;
  private final Map<Dataset, Figure> validation = new EnumMap<>(Dataset.class);
  private final Map<Dataset, Figure> test = new EnumMap<>(Dataset.class);
  private final Map<Dataset, Latency> latency = new EnumMap<>(Dataset.class);

  /** A printed latency result: RMSE in ms, shares within 5 and 10 % from 0 to 1. */
  public record Latency(double rmseMs, double within5Percent, double within10Percent) {}

  private PaperRow(String method, OptionalDouble costSeconds) {
    this.method = method;
    this.costSeconds = costSeconds;
  }

  /** Reads {@code method|seconds|...} with some columns per data set: 2, or 5 with latency. */
  static PaperRow parse(String line, int columnsPerDataset) {
    String[] cells = line.split("\\|");
    PaperRow row = new PaperRow(cells[0], PaperTables.number(cells[1]));
    for (Dataset dataset : Dataset.values()) {
      int column = 2 + columnsPerDataset * dataset.ordinal();
      put(row.validation, dataset, cells[column]);
      put(row.test, dataset, cells[column + 1]);
      if (columnsPerDataset == 5 && PaperTables.isPrinted(cells[column + 2])) {
        row.latency.put(
            dataset,
            new Latency(
                Double.parseDouble(cells[column + 2]),
                Double.parseDouble(cells[column + 3]) / 100,
                Double.parseDouble(cells[column + 4]) / 100));
      }
    }
    return row;
  }

  private static void put(Map<Dataset, Figure> figures, Dataset dataset, String cell) {
    if (PaperTables.isPrinted(cell)) {
      figures.put(dataset, Figure.parse(cell));
    }
  }

  /** The method as the paper names it. */
  public String method() {
    return method;
  }

  /** The cost of training and searching, seconds on the paper's TITAN RTX. */
  public OptionalDouble costSeconds() {
    return costSeconds;
  }

  /** An accuracy. */
  public Optional<Figure> accuracy(Dataset dataset, Split split) {
    return Optional.ofNullable((split == Split.TEST ? test : validation).get(dataset));
  }

  /** A latency result. */
  public Optional<Latency> latency(Dataset dataset) {
    return Optional.ofNullable(latency.get(dataset));
  }
}
