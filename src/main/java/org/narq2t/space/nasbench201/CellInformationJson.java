package org.narq2t.space.nasbench201;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.Results;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Writes a table as the NAR authors' "cell information dataset" (Sec. III-A): for every
 * architecture its adjacency, accuracies (%), latencies (s), and FLOPs and parameters of every
 * operator in every cell.
 */
final class CellInformationJson implements ResultFormat {
  /** What the authors' files call the tasks; CIFAR-10's results are of its half-train split. */
  private static final Map<Task, String> PREFIXES =
      Map.of(
          Task.CIFAR10, "cifar10-valid",
          Task.CIFAR100, "cifar100",
          Task.IMAGENET16, "ImageNet16-120");

  private static final int CELLS_PER_STAGE = 5;
  private static final int AREA = NasBench201.NODES * NasBench201.NODES;

  /** Writes one object, keys "0" to "15624". */
  @Override
  public void write(
      SearchSpace space, Results results, int[] architectures, Writer out, IntConsumer progress)
      throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    List<long[]> flops = Task.PUBLISHED.stream().map(space::totalFlops).toList();
    List<long[]> parameters = Task.PUBLISHED.stream().map(space::totalParameters).toList();
    float[] tensor = new float[space.featureLength()];
    json.writeStartObject();
    for (int i = 0; i < architectures.length; i++) {
      int architecture = architectures[i];
      json.writeObjectFieldStart(Integer.toString(architecture));
      space.encode(architecture, Task.CIFAR10, FloatBuffer.wrap(tensor));
      adjacency(json, tensor);
      results(json, results, architecture);
      for (int t = 0; t < Task.PUBLISHED.size(); t++) {
        Task task = Task.PUBLISHED.get(t);
        String key = PREFIXES.get(task);
        json.writeNumberField(key + "_total_flops", flops.get(t)[architecture]);
        json.writeNumberField(key + "_total_params", parameters.get(t)[architecture]);
        space.encode(architecture, task, FloatBuffer.wrap(tensor));
        operators(json, key + "_opt_flops", tensor, 1);
        operators(json, key + "_opt_params", tensor, 2);
      }
      json.writeStringField("arch_str", space.describe(architecture));
      json.writeEndObject();
      progress.accept(i + 1);
    }
    json.writeEndObject();
    json.flush();
  }

  private static void adjacency(JsonGenerator json, float[] tensor) throws IOException {
    json.writeArrayFieldStart("cell_adjacency");
    for (int from = 0; from < NasBench201.NODES; from++) {
      json.writeStartArray();
      for (int to = 0; to < NasBench201.NODES; to++) {
        json.writeNumber((int) at(tensor, 0, new Edge(from, to)));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void results(JsonGenerator json, Results results, int architecture)
      throws IOException {
    for (Task task : Task.PUBLISHED) {
      number(json, task.key() + "_val_acc", results.validation(architecture, task));
      number(json, task.key() + "_test_acc", results.test(architecture, task));
    }
    for (Task task : Task.PUBLISHED) {
      number(json, task.key() + "_latency", results.latency(architecture, task));
    }
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(field); // JSON has no NaN
    } else {
      json.writeNumberField(field, value);
    }
  }

  private static void operators(JsonGenerator json, String field, float[] tensor, int offset)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (int cell = 0; cell < CellCosts.CELLS; cell++) {
      int place = cell + cell / CELLS_PER_STAGE; // places 5 and 11 are the reduction blocks
      json.writeArrayFieldStart("cells" + place);
      for (Edge edge : NasBench201.EDGES) {
        json.writeNumber((long) at(tensor, offset + 2 * cell, edge));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static float at(float[] tensor, int patch, Edge edge) {
    return tensor[patch * AREA + edge.from() * NasBench201.NODES + edge.to()];
  }
}
