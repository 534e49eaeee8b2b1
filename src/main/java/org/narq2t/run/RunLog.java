package org.narq2t.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The append-only log of a run, a JSON object a line. An entry counts once its line is complete and
 * on the disk; what a killed process left of a line is dropped when the log is opened again.
 */
final class RunLog implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final FileChannel file;
  private final List<LogEntry> entries;

  private RunLog(FileChannel file, List<LogEntry> entries) {
    this.file = file;
    this.entries = List.copyOf(entries);
  }

  /**
   * Opens the log at a path, which need not exist yet.
   *
   * @throws UncheckedIOException if it cannot be read or written; the message names the line
   */
  static RunLog open(Path path) {
    try {
      Files.createDirectories(path.getParent());
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        String text = Files.readString(path);
        int complete = text.lastIndexOf('\n') + 1;
        List<LogEntry> entries = parse(path, text.substring(0, complete));
        long length = text.substring(0, complete).getBytes(StandardCharsets.UTF_8).length;
        file.truncate(length);
        file.position(length);
        return new RunLog(file, entries);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private static List<LogEntry> parse(Path path, String text) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        entries.add(JSON.readValue(line, LogEntry.class));
      } catch (IOException e) {
        throw new IOException(
            "line %d of the log is damaged: the run cannot go on, start it anew"
                .formatted(entries.size() + 1),
            e);
      }
    }
    return entries;
  }

  /** What was in the log when it was opened. */
  List<LogEntry> entries() {
    return entries;
  }

  /**
   * Appends an entry; it is on the disk when this returns.
   *
   * @throws UncheckedIOException if it cannot be written; the entries before it are still there
   */
  void append(LogEntry entry) {
    try {
      byte[] line = (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
      long before = file.position();
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
          file.write(rest);
        }
        file.force(false);
      } catch (IOException e) {
        file.truncate(before); // a full disk must not leave half a line before the next one
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log of the run cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
