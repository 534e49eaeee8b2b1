package org.narq2t.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SharedArrayTest {

  @Test
  void memoryIsAlignedTo64Bytes() {
    for (int length = 1; length < 20; length++) {
      assertThat(SharedArray.floats(length).address() % 64).isZero();
    }
  }

  @Test
  void aBigEndianBufferIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SharedArray.floats(ByteBuffer.allocateDirect(16).order(ByteOrder.BIG_ENDIAN), 4))
        .withMessageContaining("BIG_ENDIAN")
        .withMessageContaining("ByteOrder.nativeOrder()");
  }

  @Test
  void aBufferOnTheHeapIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SharedArray.floats(ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()), 4))
        .withMessageContaining("direct");
  }

  @Test
  void aBufferOfAnotherSizeThanItsShapeIsRefused() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedArray.floats(bytes, 31, 4, 4))
        .withMessageContaining("16 bytes")
        .withMessageContaining("[31, 4, 4] needs 1984");
  }

  @Test
  void onlyTheRemainingPartOfABufferIsShared() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
    bytes.putFloat(16, 7f).position(16);

    assertThat(SharedArray.floats(bytes, 4).floats().get(0)).isEqualTo(7f);
  }

  @Test
  void thePoolGivesReturnedMemoryOutAgain() {
    BufferPool pool = new BufferPool();
    long first;
    try (BufferPool.Lease lease = pool.floats(100)) {
      first = lease.array().address();
    }

    try (BufferPool.Lease again = pool.ints(4, 25);
        BufferPool.Lease other = pool.floats(100)) {
      assertThat(again.array().address()).isEqualTo(first);
      assertThat(other.array().address()).isNotEqualTo(first);
    }
  }

  @Test
  void closingALeaseTwiceDoesNotLendItsMemoryTwice() {
    BufferPool pool = new BufferPool();
    BufferPool.Lease lease = pool.floats(8);
    lease.close();
    lease.close();

    assertThat(pool.floats(8).array().address()).isNotEqualTo(pool.floats(8).array().address());
  }
}
