package org.narq2t.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all: to a temporary file beside it, synced, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /** The content of a file, as text. */
  @FunctionalInterface
  public interface Content {
    void writeTo(BufferedWriter out) throws IOException;
  }

  /** The content of a file, as bytes. */
  @FunctionalInterface
  public interface Bytes {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /**
   * Writes a text file, in UTF-8.
   *
   * @throws IOException if it cannot be written; the file is then as it was before
   */
  public static void write(Path file, Content content) throws IOException {
    writeBytes(
        file,
        channel -> {
          BufferedWriter out =
              new BufferedWriter(
                  new OutputStreamWriter(
                      Channels.newOutputStream(channel), StandardCharsets.UTF_8));
          content.writeTo(out);
          out.flush();
        });
  }

  /** Writes a text. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /**
   * Writes a file of bytes.
   *
   * @throws IOException if it cannot be written, saying which file and why; it is then as it was
   */
  public static void writeBytes(Path file, Bytes content) throws IOException {
    try {
      replace(file, content);
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  private static void replace(Path file, Bytes content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** An error that names the file and the reason: what the system says has often one of them. */
  static IOException notWritten(Path file, IOException error) {
    String reason =
        error instanceof AccessDeniedException
            ? "permission denied"
            : error instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : error instanceof FileAlreadyExistsException existing
                    ? existing.getFile() + " is not a folder"
                    : String.valueOf(error.getMessage());
    return new IOException(file + " was not written: " + reason, error);
  }
}
