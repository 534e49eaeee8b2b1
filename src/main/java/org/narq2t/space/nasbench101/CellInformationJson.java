package org.narq2t.space.nasbench101;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.Results;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Writes results of NAS-Bench-101 as the NAR authors' "cell information dataset": a list with a
 * record for each cell, its graph, accuracies (0 to 1), training time (s), and FLOPs and parameters
 * of every vertex in each of the nine cells. A value that the table lacks is null;
 * avg_train_accuracy always is.
 */
final class CellInformationJson implements ResultFormat {

  private static final int CELLS_PER_STACK = 3;

  @Override
  public boolean writesUnknown() {
    return false;
  }

  /** Writes the cells as one list. */
  @Override
  public void write(
      SearchSpace space, Results results, int[] architectures, Writer out, IntConsumer progress)
      throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.writeStartArray();
    for (int i = 0; i < architectures.length; i++) {
      int cell = architectures[i];
      json.writeStartObject();
      writeModule(json, (NasBench101) space, cell);
      number(json, "avg_training_time", results.trainingTime(cell, Task.CIFAR10));
      number(json, "avg_train_accuracy", Double.NaN);
      number(json, "avg_validation_accuracy", results.validation(cell, Task.CIFAR10) / 100);
      number(json, "avg_test_accuracy", results.test(cell, Task.CIFAR10) / 100);
      writeCosts(json, (NasBench101) space, cell);
      json.writeEndObject();
      progress.accept(i + 1);
    }
    json.writeEndArray();
    json.flush();
  }

  /** Writes the fields of a cell's graph and its hash. */
  static void writeModule(JsonGenerator json, NasBench101 space, int index) throws IOException {
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
  static void writeCosts(JsonGenerator json, NasBench101 space, int index) throws IOException {
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

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(field); // JSON has no NaN
    } else {
      json.writeNumberField(field, value);
    }
  }
}
