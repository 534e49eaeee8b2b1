package org.narq2t.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.CellCosts;
import org.narq2t.space.nasbench101.NasBench101;

/**
 * Writes results of NAS-Bench-101 as the NAR authors' "cell information dataset": a list with a
 * record for each cell, its graph, accuracies (0 to 1), training time (s), and FLOPs and parameters
 * of every vertex in each of the nine cells. A value that the table lacks is null;
 * avg_train_accuracy always is.
 */
public final class NasBench101Json {

  private static final int CELLS_PER_STACK = 3;

  private final NasBench101 space;
  private final BenchmarkTable table;
  private final IntToDoubleFunction seconds;

  /**
   * @param seconds of a training, by cell; NaN where unknown
   */
  public NasBench101Json(NasBench101 space, BenchmarkTable table, IntToDoubleFunction seconds) {
    this.space = space;
    this.table = table;
    this.seconds = seconds;
  }

  /**
   * Writes some cells as one list.
   *
   * @param cells their indices
   * @param progress hears how many are written
   */
  public void write(JsonGenerator json, int[] cells, IntConsumer progress) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < cells.length; i++) {
      json.writeStartObject();
      writeModule(json, space, cells[i]);
      number(json, "avg_training_time", seconds.applyAsDouble(cells[i]));
      number(json, "avg_train_accuracy", Double.NaN);
      number(json, "avg_validation_accuracy", fraction(cells[i], Split.VALIDATION));
      number(json, "avg_test_accuracy", fraction(cells[i], Split.TEST));
      writeCosts(json, space, cells[i]);
      json.writeEndObject();
      progress.accept(i + 1);
    }
    json.writeEndArray();
  }

  /** Writes the fields of a cell's graph and its hash. */
  public static void writeModule(JsonGenerator json, NasBench101 space, int index)
      throws IOException {
    Cell cell = space.cell(index);
    json.writeStringField("unique_hash", space.hash(index).toString());
    json.writeArrayFieldStart("module_adjacency");
    for (int[] row : cell.adjacency()) {
      json.writeArray(row, 0, row.length);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("module_operations");
    for (String operation : cell.operations()) {
      json.writeString(operation);
    }
    json.writeEndArray();
  }

  /** Writes the fields of a cell's FLOPs and parameters, by vertex and in total. */
  public static void writeCosts(JsonGenerator json, NasBench101 space, int index)
      throws IOException {
    CellCosts costs = new CellCosts(space.cell(index));
    json.writeNumberField("trainable_parameters", costs.totalParameters());
    json.writeNumberField("flops", costs.totalFlops());
    byPlace(json, "vertex_flops", costs::flops);
    byPlace(json, "vertex_params", costs::parameters);
  }

  private static void byPlace(JsonGenerator json, String field, IntFunction<long[]> values)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (int place = 0; place < CellCosts.CELLS; place++) {
      json.writeFieldName("stack" + place / CELLS_PER_STACK + "/module" + place % CELLS_PER_STACK);
      long[] vertices = values.apply(place);
      json.writeArray(vertices, 0, vertices.length);
    }
    json.writeEndObject();
  }

  private double fraction(int cell, Split split) {
    return table.accuracy(cell, Task.CIFAR10, split) / 100;
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(field); // JSON has no NaN
    } else {
      json.writeNumberField(field, value);
    }
  }
}
