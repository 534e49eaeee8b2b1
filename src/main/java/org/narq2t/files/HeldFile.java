package org.narq2t.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that one process of a machine holds at a time, to keep the others from what it stands for.
 * The system lets go of it when the process ends, however it ends. One process must not take hold
 * of the same file twice: the second to let go would let go for both.
 */
public final class HeldFile implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final FileChannel channel;

  private HeldFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes hold of a file, which is made if it is not there.
   *
   * @param patience how long to wait for a process that holds it
   * @throws IOException if it cannot be made, or is still held then; the message says by whom
   */
  public static HeldFile of(Path file, Duration patience) throws IOException {
    FileChannel channel = open(file);
    try {
      await(channel, file, patience);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
      return new HeldFile(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw AtomicFile.notWritten(file, e);
    }
  }

  private static void await(FileChannel channel, Path file, Duration patience) throws IOException {
    Instant until = Instant.now().plus(patience);
    while (channel.tryLock() == null) {
      if (Instant.now().isAfter(until)) {
        throw new IOException(
            "%s is held by process %s of this machine: end that process first"
                .formatted(file, Files.readString(file)));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + file, e);
      }
    }
  }

  /** Lets go of it; the file stays. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
