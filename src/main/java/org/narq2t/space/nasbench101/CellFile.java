package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.narq2t.files.FileFormatException;
import org.narq2t.files.Safetensors;
import org.narq2t.files.Safetensors.Tensor;
import org.narq2t.files.Safetensors.Type;
import org.narq2t.space.Progress;

/**
 * The enumerated cells in a memory-mapped safetensors file, in the order of their hashes, S rows.
 *
 * <p>Tensors: {@code hash} uint8 (S, 16), {@code cell} int32 (S) as {@link Cell#packed()}, {@code
 * flops} and {@code parameters} int64 (S), {@code labelled} int32 (G), the index of the cell of
 * each of the {@link LabelledGraphs}. {@code __metadata__}: format {@code narq2t-space}, version
 * {@code 1}, space, {@code cells} S, {@code max_vertices}.
 */
final class CellFile {

  private static final String FORMAT = "narq2t-space";
  private static final String VERSION = "1";
  private static final String REMEDY =
      "delete it and enumerate again: narq2t space enumerate --space nb101";

  private final ByteBuffer hashes;
  private final IntBuffer cells;
  private final LongBuffer flops;
  private final LongBuffer parameters;
  private final IntBuffer indexOfLabelled;
  private final LabelledGraphs graphs;
  private final int size;

  private CellFile(Path path, Safetensors file) throws IOException {
    try {
      this.size = Integer.parseInt(file.metadata("cells"));
      this.graphs = new LabelledGraphs(Integer.parseInt(file.metadata("max_vertices")));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new FileFormatException(path, "has no number of cells or of vertices", REMEDY);
    }
    this.hashes = file.uint8("hash", size, ModuleHash.BYTES).order(ByteOrder.BIG_ENDIAN);
    this.cells = file.int32("cell", size);
    this.flops = file.int64("flops", size);
    this.parameters = file.int64("parameters", size);
    this.indexOfLabelled = file.int32("labelled", graphs.size());
  }

  /**
   * Maps a file that {@link #write} wrote.
   *
   * @throws FileFormatException if it is not such a file; the message says what to do
   */
  static CellFile open(Path path, String space) throws IOException {
    Safetensors file = Safetensors.map(path, REMEDY);
    file.require("format", FORMAT);
    file.require("version", VERSION);
    file.require("space", space);
    return new CellFile(path, file);
  }

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
    Safetensors.write(
        path,
        new TreeMap<>(
            Map.of(
                "format", FORMAT,
                "version", VERSION,
                "space", space,
                "cells", Integer.toString(size),
                "max_vertices", Integer.toString(maxVertices))),
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

  int size() {
    return size;
  }

  Cell cell(int index) {
    return new Cell(cells.get(index));
  }

  ModuleHash hash(int index) {
    int offset = index * ModuleHash.BYTES;
    return new ModuleHash(hashes.getLong(offset), hashes.getLong(offset + Long.BYTES));
  }

  /** The index of a hash, found by halving. */
  OptionalInt indexOf(ModuleHash hash) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int comparison = hash(middle).compareTo(hash);
      if (comparison == 0) {
        return OptionalInt.of(middle);
      }
      if (comparison < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return OptionalInt.empty();
  }

  /** The index of the cell that a packed one is isomorphic to, or -1 if it is not in the space. */
  int indexOf(Cell cell) {
    int place = graphs.place(cell);
    return place < 0 ? -1 : indexOfLabelled.get(place);
  }

  long flops(int index) {
    return flops.get(index);
  }

  long parameters(int index) {
    return parameters.get(index);
  }

  long[] flops() {
    return copy(flops);
  }

  long[] parameters() {
    return copy(parameters);
  }

  private long[] copy(LongBuffer values) {
    long[] copy = new long[size];
    values.get(0, copy);
    return copy;
  }
}
