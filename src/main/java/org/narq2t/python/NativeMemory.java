package org.narq2t.python;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks of memory that native code can use: direct, in native byte order, aligned. */
public final class NativeMemory {
  private static final int ALIGNMENT = 64;

  /** Values 0 to 2^30 - 1: as many address bits as the JDK tells of a buffer. */
  public static final int ADDRESS_MODULUS = 1 << 30;

  private NativeMemory() {}

  /** A new zeroed block. */
  static ByteBuffer allocate(int bytes) {
    int whole = Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocateDirect(Math.addExact(whole, ALIGNMENT - 1))
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  /**
   * A view of what remains of a buffer.
   *
   * @throws IllegalArgumentException if it is not direct or not in native byte order
   */
  static ByteBuffer shared(ByteBuffer bytes) {
    if (!bytes.isDirect()) {
      throw new IllegalArgumentException("a shared array needs a direct buffer");
    }
    if (bytes.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "the buffer is %s, this machine is %s: allocate it with order(ByteOrder.nativeOrder())"
              .formatted(bytes.order(), ByteOrder.nativeOrder()));
    }
    return bytes.slice().order(ByteOrder.nativeOrder());
  }

  /** The address of a block, modulo {@link #ADDRESS_MODULUS}. */
  static long address(ByteBuffer bytes) {
    return bytes.capacity() == 0 ? 0 : bytes.alignmentOffset(0, ADDRESS_MODULUS);
  }
}
