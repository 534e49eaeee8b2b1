package org.narq2t.python;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import jep.DirectNDArray;

/**
 * One block of native memory that Java and numpy see at the same address, without a copy.
 *
 * <p>The memory is direct, in native byte order and aligned to 64 bytes. Python must not keep a
 * view of an array that came from a {@link BufferPool} after the call that it was passed to.
 */
public final class SharedArray {
  private final ByteBuffer bytes;
  private final Buffer buffer;
  private final int[] shape;

  private SharedArray(ByteBuffer bytes, Buffer buffer, int[] shape) {
    this.bytes = bytes;
    this.buffer = buffer;
    this.shape = shape.clone();
  }

  /** A new zeroed float32 array of this shape. */
  public static SharedArray floats(int... shape) {
    return floats(NativeMemory.allocate(Math.multiplyExact(4, length(shape))), shape);
  }

  /** A new zeroed int32 array of this shape. */
  public static SharedArray ints(int... shape) {
    return ints(NativeMemory.allocate(Math.multiplyExact(4, length(shape))), shape);
  }

  /** A new zeroed float64 array of this shape. */
  public static SharedArray doubles(int... shape) {
    ByteBuffer memory = NativeMemory.allocate(Math.multiplyExact(8, length(shape)));
    return new SharedArray(memory, memory.asDoubleBuffer(), shape);
  }

  /**
   * Existing memory as a float32 array.
   *
   * @throws IllegalArgumentException if the buffer is not direct, is not in native byte order, or
   *     does not hold exactly as many values as the shape says; numpy would read wrong values
   */
  public static SharedArray floats(ByteBuffer bytes, int... shape) {
    ByteBuffer memory = checked(bytes, shape);
    return new SharedArray(memory, memory.asFloatBuffer(), shape);
  }

  /** The same for int32; see {@link #floats(ByteBuffer, int...)}. */
  public static SharedArray ints(ByteBuffer bytes, int... shape) {
    ByteBuffer memory = checked(bytes, shape);
    return new SharedArray(memory, memory.asIntBuffer(), shape);
  }

  private static ByteBuffer checked(ByteBuffer bytes, int[] shape) {
    if (bytes.remaining() != Math.multiplyExact(4, length(shape))) {
      throw new IllegalArgumentException(
          "the buffer holds %d bytes, shape %s needs %d"
              .formatted(bytes.remaining(), Arrays.toString(shape), 4 * length(shape)));
    }
    return NativeMemory.shared(bytes);
  }

  private static int length(int[] shape) {
    int length = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
      }
      length = Math.multiplyExact(length, extent);
    }
    return length;
  }

  /** Number of values. */
  public int length() {
    return length(shape);
  }

  public int[] shape() {
    return shape.clone();
  }

  /** The values as a float buffer that starts at position 0. */
  public FloatBuffer floats() {
    return ((FloatBuffer) buffer).duplicate().clear();
  }

  /** The values as an int buffer that starts at position 0. */
  public IntBuffer ints() {
    return ((IntBuffer) buffer).duplicate().clear();
  }

  /** The values as a double buffer that starts at position 0. */
  public DoubleBuffer doubles() {
    return ((DoubleBuffer) buffer).duplicate().clear();
  }

  /** Copies the values in. */
  public SharedArray fill(int[] values) {
    ints().put(values);
    return this;
  }

  /** Copies the values in. */
  public SharedArray fill(float[] values) {
    floats().put(values);
    return this;
  }

  /** Copies the values in, rounded to float32. */
  public SharedArray fill(double[] values) {
    FloatBuffer narrowed = floats();
    for (double value : values) {
      narrowed.put((float) value);
    }
    return this;
  }

  /** The address of the memory, modulo {@link NativeMemory#ADDRESS_MODULUS}. */
  public long address() {
    return NativeMemory.address(bytes);
  }

  /** A copy of the values. */
  public float[] toFloats() {
    float[] values = new float[length()];
    floats().get(values);
    return values;
  }

  /** What JEP hands to Python as a numpy array. */
  DirectNDArray<?> ndArray() {
    if (buffer instanceof DoubleBuffer doubles) {
      return new DirectNDArray<>(doubles, shape);
    }
    return buffer instanceof FloatBuffer floats
        ? new DirectNDArray<>(floats, shape)
        : new DirectNDArray<>((IntBuffer) buffer, shape);
  }
}
