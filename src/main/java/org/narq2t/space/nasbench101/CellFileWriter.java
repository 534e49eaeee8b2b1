package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.narq2t.files.Safetensors.Type;
import org.narq2t.files.SafetensorsWriter;
import org.narq2t.files.SafetensorsWriter.Tensor;
import org.narq2t.space.Progress;

/** Writes what {@link CellFile} reads. */
final class CellFileWriter {
  private CellFileWriter() {}

  /** Enumerates all cells up to a number of vertices, counts them, and writes the file. */
  static void write(Path path, String space, int maxVertices, Progress progress)
      throws IOException {
    CellEnumeration found = CellEnumeration.of(new LabelledGraphs(maxVertices), progress);
    int size = found.cells().length;
    ByteBuffer hashes = ByteBuffer.allocate(size * ModuleHash.BYTES);
    ByteBuffer cells = littleEndian(size * Integer.BYTES);
    ByteBuffer flops = littleEndian(size * Long.BYTES);
    ByteBuffer parameters = littleEndian(size * Long.BYTES);
    for (int index = 0; index < size; index++) {
      ModuleHash hash = found.hashes()[index];
      hashes.putLong(hash.high()).putLong(hash.low());
      cells.putInt(found.cells()[index].packed());
      CellCosts costs = new CellCosts(found.cells()[index]);
      flops.putLong(costs.totalFlops());
      parameters.putLong(costs.totalParameters());
    }
    ByteBuffer labelled = littleEndian(found.indexOf().length * Integer.BYTES);
    labelled.asIntBuffer().put(found.indexOf());
    SafetensorsWriter.write(
        path,
        new TreeMap<>(
            Map.of(
                "format",
                CellFile.FORMAT,
                "version",
                CellFile.VERSION,
                "space",
                space,
                "cells",
                Integer.toString(size),
                "max_vertices",
                Integer.toString(maxVertices))),
        List.of(
            tensor("flops", Type.I64, flops, size),
            tensor("parameters", Type.I64, parameters, size),
            tensor("cell", Type.I32, cells, size),
            tensor("labelled", Type.I32, labelled, found.indexOf().length),
            tensor("hash", Type.U8, hashes, size, ModuleHash.BYTES)));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Tensor tensor(String name, Type type, ByteBuffer data, int... shape) {
    return new Tensor(name, type, shape, data.rewind());
  }
}
