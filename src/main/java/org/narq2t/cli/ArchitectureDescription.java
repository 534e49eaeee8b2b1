package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.narq2t.run.Json;
import org.narq2t.space.Presenter.Figures;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;

/**
 * Architectures as JSON or as text.
 *
 * @param tensor whether the feature tensor is shown too
 */
record ArchitectureDescription(SearchSpace space, Task task, boolean tensor) {
  private static final List<String> PATCHES =
      List.of("operators", "FLOPs of cell 1", "parameters of cell 1");

  /** Writes one object. */
  void write(JsonGenerator json, int index) throws IOException {
    json.writeStartObject();
    json.writeNumberField("index", index);
    space.presenter().write(json, index, task);
    if (tensor) {
      json.writeArrayFieldStart("tensor");
      long[] values = values(index);
      for (int patch = 0; patch < space.patches(); patch++) {
        json.writeStartArray();
        for (int row = 0; row < space.patchSize(); row++) {
          json.writeArray(values, place(patch, row), space.patchSize());
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Prints tables. */
  void print(PrintWriter out, int index) {
    out.printf("architecture %d  %s%n", index, space.describe(index));
    out.printf(
        Locale.ROOT,
        "%s: %,d FLOPs, %,d parameters%n",
        task.key(),
        space.flops(index, task),
        space.parameters(index, task));
    for (Figures figures : space.presenter().figures(index, task)) {
      out.printf("%n%s%n", figures.title());
      out.println(
          TextTable.of(
              figures.header().toArray(String[]::new),
              figures.rows().stream().map(row -> row.toArray(String[]::new)).toList()));
    }
    if (tensor) {
      printTensor(out, values(index));
    }
  }

  private void printTensor(PrintWriter out, long[] values) {
    out.printf(
        "%nFeature tensor (%d, %d, %d): patch 0 holds operator codes, then FLOPs and parameters of"
            + " each cell%n",
        space.patches(), space.patchSize(), space.patchSize());
    for (int patch = 0; patch < PATCHES.size(); patch++) {
      out.printf("patch %d, %s%n", patch, PATCHES.get(patch));
      for (int row = 0; row < space.patchSize(); row++) {
        for (int column = 0; column < space.patchSize(); column++) {
          out.printf("%12d", values[place(patch, row) + column]);
        }
        out.println();
      }
    }
    out.println("(--json prints all patches)");
  }

  private int place(int patch, int row) {
    return (patch * space.patchSize() + row) * space.patchSize();
  }

  /** The tensor, row-major; all of its values are whole. */
  private long[] values(int index) {
    float[] values = new float[space.featureLength()];
    space.encode(index, task, FloatBuffer.wrap(values));
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
    }
    return whole;
  }

  /** Writes to something that stays open, and is flushed when it is asked to be. */
  static JsonGenerator generator(Writer out) throws IOException {
    return Json.MAPPER
        .getFactory()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}
