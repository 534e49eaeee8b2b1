package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.narq2t.benchmark.NasBench101Json;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.CellCosts;
import org.narq2t.space.nasbench101.NasBench101;

/** A cell of NAS-Bench-101 as JSON or as text. */
final class CellDescription {
  /** A kind of cell, and its first place. */
  private record Kind(String name, int place) {}

  /** The cells that differ: the first of a stack doubles the channels, except in stack 0. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("stack 0", 0),
          new Kind("stack 1, first", 3),
          new Kind("stack 1, others", 4),
          new Kind("stack 2, first", 6),
          new Kind("stack 2, others", 7));

  private final NasBench101 space;
  private final boolean withTensor;

  /**
   * @param withTensor whether the feature tensor is shown too
   */
  CellDescription(NasBench101 space, boolean withTensor) {
    this.space = space;
    this.withTensor = withTensor;
  }

  /** Writes one object: the NAR authors' fields, and {@code index}. */
  void write(JsonGenerator json, int index) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", index);
    NasBench101Json.writeModule(json, space, index);
    NasBench101Json.writeCosts(json, space, index);
    if (withTensor) {
      json.writeFieldName("tensor");
      json.writeStartArray();
      for (float[][] patch : tensor(index)) {
        json.writeStartArray();
        for (float[] row : patch) {
          long[] whole = wholeNumbers(row);
          json.writeArray(whole, 0, whole.length);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Prints tables. */
  void print(PrintWriter out, int index) {
    Cell cell = space.cell(index);
    CellCosts costs = new CellCosts(cell);
    out.printf("cell %d  %s%n", index, space.hash(index));
    out.printf(
        Locale.ROOT,
        "%d vertices, %d edges: %,d FLOPs, %,d parameters%n%n",
        cell.vertices(),
        cell.edgeCount(),
        costs.totalFlops(),
        costs.totalParameters());
    out.println("Edges (row: from, column: to) and operators");
    int[][] adjacency = cell.adjacency();
    for (int vertex = 0; vertex < cell.vertices(); vertex++) {
      StringBuilder row = new StringBuilder("  ").append(vertex).append(" ");
      for (int edge : adjacency[vertex]) {
        row.append(' ').append(edge);
      }
      out.println(row.append("  ").append(cell.operations().get(vertex)));
    }
    table(
        out,
        cell,
        "Channels",
        kind -> Arrays.stream(costs.channels(kind.place())).asLongStream().toArray());
    table(out, cell, "FLOPs", kind -> costs.flops(kind.place()));
    table(out, cell, "Parameters", kind -> costs.parameters(kind.place()));
    if (withTensor) {
      print(out, tensor(index));
    }
  }

  private static void table(
      PrintWriter out, Cell cell, String what, Function<Kind, long[]> values) {
    out.println();
    out.println(what + " of each vertex");
    List<long[]> columns = KINDS.stream().map(values).toList();
    List<String[]> rows = new ArrayList<>();
    for (int vertex = 0; vertex < cell.vertices(); vertex++) {
      int v = vertex;
      rows.add(
          Stream.concat(
                  Stream.of(Integer.toString(v), cell.operations().get(v)),
                  columns.stream().map(c -> String.format(Locale.ROOT, "%,d", c[v])))
              .toArray(String[]::new));
    }
    String[] header =
        Stream.concat(Stream.of("vertex", "operator"), KINDS.stream().map(Kind::name))
            .toArray(String[]::new);
    out.println(TextTable.of(header, rows));
  }

  private static void print(PrintWriter out, float[][][] tensor) {
    out.println();
    out.printf(
        "Feature tensor (%d, 7, 7): patch 0 holds operator codes, then FLOPs and parameters of each"
            + " cell%n",
        tensor.length);
    String[] names = {"operators", "FLOPs of cell 1", "parameters of cell 1"};
    for (int patch = 0; patch < names.length; patch++) {
      out.printf("patch %d, %s%n", patch, names[patch]);
      for (float[] row : tensor[patch]) {
        for (long value : wholeNumbers(row)) {
          out.printf("%11d", value);
        }
        out.println();
      }
    }
    out.println("(--json prints all patches)");
  }

  /** All values of a feature tensor are whole. */
  private static long[] wholeNumbers(float[] row) {
    long[] whole = new long[row.length];
    Arrays.setAll(whole, i -> (long) row[i]);
    return whole;
  }

  private float[][][] tensor(int index) {
    return FeatureTensor.of(space, index, Task.CIFAR10);
  }
}
