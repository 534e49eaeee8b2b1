package org.narq2t.space.nasbench101;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The official name of a cell: an MD5 that isomorphic cells share (NAS-Bench-101, Sec. 2.3).
 *
 * @param high the first 8 bytes, big-endian
 * @param low the last 8 bytes
 */
public record ModuleHash(long high, long low) implements Comparable<ModuleHash> {

  /** The number of bytes. */
  public static final int BYTES = 16;

  /** The hash of a cell. */
  public static ModuleHash of(Cell cell) {
    return new ModuleHashing(cell).result();
  }

  /**
   * Reads 32 hexadecimal digits.
   *
   * @throws InvalidCell if it is not that
   */
  public static ModuleHash parse(String text) {
    if (!text.matches("[0-9a-fA-F]{32}")) {
      throw new InvalidCell(
          "'%s' is not a module hash: it must have 32 hexadecimal digits".formatted(text));
    }
    return of(ByteBuffer.wrap(HexFormat.of().parseHex(text)));
  }

  static ModuleHash of(ByteBuffer sixteenBytes) {
    return new ModuleHash(sixteenBytes.getLong(), sixteenBytes.getLong());
  }

  @Override
  public int compareTo(ModuleHash other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
