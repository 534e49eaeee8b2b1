package org.narq2t.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.narq2t.ledger.Split;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.space.nasbench201.NasBench201.Edge;

/**
 * Writes a table as the NAR authors' "cell information dataset" (Sec. III-A): for every
 * architecture its adjacency, accuracies (%), latencies (s), and FLOPs and parameters of every
 * operator in every cell.
 */
public final class CellInformationJson {
  /** What the authors' files call the tasks; CIFAR-10's results are of its half-train split. */
  private static final Map<Task, String> PREFIXES =
      Map.of(
          Task.CIFAR10, "cifar10-valid",
          Task.CIFAR100, "cifar100",
          Task.IMAGENET16, "ImageNet16-120");

  private static final int CELLS = 15;
  private static final int CELLS_PER_STAGE = 5;

  private final NasBench201 space;
  private final BenchmarkTable table;
  private final FloatBuffer tensor;
  private final float[] values;

  public CellInformationJson(NasBench201 space, BenchmarkTable table) {
    this.space = space;
    this.table = table;
    this.values = new float[space.featureLength()];
    this.tensor = FloatBuffer.wrap(values);
  }

  /**
   * Writes the whole space as one object, keys "0" to "15624".
   *
   * @param progress hears how many architectures are written
   */
  public void write(JsonGenerator json, IntConsumer progress) throws IOException {
    Map<Task, long[]> flops = new HashMap<>();
    Map<Task, long[]> parameters = new HashMap<>();
    for (Task dataset : Task.PUBLISHED) {
      flops.put(dataset, space.totalFlops(dataset));
      parameters.put(dataset, space.totalParameters(dataset));
    }
    json.writeStartObject();
    for (int architecture = 0; architecture < space.size(); architecture++) {
      json.writeObjectFieldStart(Integer.toString(architecture));
      adjacency(json, architecture);
      results(json, architecture);
      for (Task dataset : Task.PUBLISHED) {
        String key = PREFIXES.get(dataset);
        json.writeNumberField(key + "_total_flops", flops.get(dataset)[architecture]);
        json.writeNumberField(key + "_total_params", parameters.get(dataset)[architecture]);
        space.encode(architecture, dataset, tensor.clear());
        operators(json, key + "_opt_flops", 1);
        operators(json, key + "_opt_params", 2);
      }
      json.writeStringField("arch_str", space.describe(architecture));
      json.writeEndObject();
      progress.accept(architecture + 1);
    }
    json.writeEndObject();
  }

  private void adjacency(JsonGenerator json, int architecture) throws IOException {
    space.encode(architecture, Task.CIFAR10, tensor.clear());
    json.writeArrayFieldStart("cell_adjacency");
    for (int from = 0; from < NasBench201.NODES; from++) {
      json.writeStartArray();
      for (int to = 0; to < NasBench201.NODES; to++) {
        json.writeNumber((int) at(0, new Edge(from, to)));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void results(JsonGenerator json, int architecture) throws IOException {
    for (Task dataset : Task.PUBLISHED) {
      number(
          json,
          dataset.key() + "_val_acc",
          table.accuracy(architecture, dataset, Split.VALIDATION));
      number(json, dataset.key() + "_test_acc", table.accuracy(architecture, dataset, Split.TEST));
    }
    for (Task dataset : Task.PUBLISHED) {
      number(json, dataset.key() + "_latency", table.latency(architecture, dataset));
    }
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(field); // JSON has no NaN
    } else {
      json.writeNumberField(field, value);
    }
  }

  private void operators(JsonGenerator json, String field, int offset) throws IOException {
    json.writeObjectFieldStart(field);
    for (int cell = 0; cell < CELLS; cell++) {
      int place = cell + cell / CELLS_PER_STAGE; // places 5 and 11 are the reduction blocks
      json.writeArrayFieldStart("cells" + place);
      for (Edge edge : NasBench201.EDGES) {
        json.writeNumber((long) at(offset + 2 * cell, edge));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private float at(int patch, Edge edge) {
    int p = space.patchSize();
    return values[(patch * p + edge.from()) * p + edge.to()];
  }
}
