package org.narq2t.python;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reuses native memory between calls: allocating and zeroing a direct buffer costs a thousand times
 * more than handing one over. Blocks are kept by capacity, rounded up to a power of two.
 */
public final class BufferPool {
  private final Map<Integer, Deque<ByteBuffer>> free = new ConcurrentHashMap<>();
  private final AtomicInteger blocks = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * The memory of a pool, lent or free: it is kept for as long as the pool.
   *
   * @param blocks number of buffers
   * @param bytes of all of them
   * @param freeBytes of those that nobody has borrowed
   */
  public record Memory(int blocks, long bytes, long freeBytes) {}

  /** The memory that has been allocated. */
  public Memory memory() {
    long unused = 0;
    for (Map.Entry<Integer, Deque<ByteBuffer>> kept : free.entrySet()) {
      synchronized (kept.getValue()) {
        unused += (long) kept.getKey() * kept.getValue().size();
      }
    }
    return new Memory(blocks.get(), bytes.get(), unused);
  }

  /** A borrowed array; {@link #close()} gives its memory back. */
  public final class Lease implements AutoCloseable {
    private final ByteBuffer block;
    private final SharedArray array;
    private boolean returned;

    private Lease(ByteBuffer block, SharedArray array) {
      this.block = block;
      this.array = array;
    }

    public SharedArray array() {
      return array;
    }

    @Override
    public synchronized void close() {
      if (!returned) {
        returned = true;
        Deque<ByteBuffer> blocks = free.get(block.capacity());
        synchronized (blocks) {
          blocks.push(block);
        }
      }
    }
  }

  /** Borrows a float32 array of this shape. Its content is undefined. */
  public Lease floats(int... shape) {
    ByteBuffer block = take(shape);
    return new Lease(block, SharedArray.floats(slice(block, shape), shape));
  }

  /** Borrows an int32 array of this shape. Its content is undefined. */
  public Lease ints(int... shape) {
    ByteBuffer block = take(shape);
    return new Lease(block, SharedArray.ints(slice(block, shape), shape));
  }

  private ByteBuffer take(int[] shape) {
    int capacity = Math.max(64, Integer.highestOneBit(Math.max(1, bytes(shape) - 1)) << 1);
    Deque<ByteBuffer> blocks = free.computeIfAbsent(capacity, c -> new ArrayDeque<>());
    synchronized (blocks) {
      if (!blocks.isEmpty()) {
        return blocks.pop();
      }
    }
    this.blocks.incrementAndGet();
    this.bytes.addAndGet(capacity);
    return NativeMemory.allocate(capacity);
  }

  private static ByteBuffer slice(ByteBuffer block, int[] shape) {
    return block.slice(0, bytes(shape)).order(ByteOrder.nativeOrder());
  }

  private static int bytes(int[] shape) {
    int bytes = 4;
    for (int extent : shape) {
      bytes = Math.multiplyExact(bytes, extent);
    }
    return bytes;
  }
}
