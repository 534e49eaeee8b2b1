package org.narq2t.space.nasbench101;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.narq2t.files.FileFormatException;
import org.narq2t.files.Safetensors;

/**
 * The enumerated cells in a memory-mapped safetensors file, in the order of their hashes, S rows.
 *
 * <p>Tensors: {@code hash} uint8 (S, 16), {@code cell} int32 (S) as {@link Cell#packed()}, {@code
 * flops} and {@code parameters} int64 (S), {@code labelled} int32 (G), the index of the cell of
 * each of the {@link LabelledGraphs}. {@code __metadata__}: format {@code narq2t-space}, version
 * {@code 1}, space, {@code cells} S, {@code max_vertices}.
 */
final class CellFile {

  static final String FORMAT = "narq2t-space";
  static final String VERSION = "1";
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
   * Maps a file that {@link CellFileWriter} wrote.
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
