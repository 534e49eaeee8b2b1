package org.narq2t.loop;

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
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Round;

/**
 * The append-only log of a run, a JSON object a line. An entry counts once its line is complete;
 * what a killed process left of a line is dropped when the log is opened again.
 */
public final class RunLog implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The name of the file. */
  public static final String NAME = "log.jsonl";

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
            "line %d of the log is damaged: the run cannot go on, start it again"
                .formatted(entries.size() + 1),
            e);
      }
    }
    return entries;
  }

  /**
   * The rounds in the log of a loop's folder, which another process may be writing; empty if there
   * is no log.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Round> rounds(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return List.of();
    }
    String text = Files.readString(path);
    Ledger ledger = new Ledger();
    for (LogEntry entry : parse(path, text.substring(0, text.lastIndexOf('\n') + 1))) {
      if (entry instanceof LogEntry.Begun begun) {
        ledger.begin(begun.purpose(), begun.proposed(), begun.sampling());
      } else if (entry instanceof LogEntry.Observed observed) {
        ledger.add(observed.observations());
      }
    }
    return ledger.rounds();
  }

  /** What was in the log when it was opened. */
  List<LogEntry> entries() {
    return entries;
  }

  /**
   * Appends an entry. No killed process loses it; that the disk has it is waited for if it says
   * what was dearly paid for, so that a machine without power loses no training.
   *
   * @throws UncheckedIOException if it cannot be written; the entries before it are still there
   */
  void append(LogEntry entry) {
    try {
      byte[] line = line(entry).getBytes(StandardCharsets.UTF_8);
      long before = file.position();
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(line); rest.hasRemaining(); ) {
          file.write(rest);
        }
        if (isDear(entry)) {
          file.force(false);
        }
      } catch (IOException e) {
        file.truncate(before); // a full disk must not leave half a line before the next one
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log of the run cannot be written: " + e.getMessage(), e);
    }
  }

  private static boolean isDear(LogEntry entry) {
    return entry instanceof LogEntry.Fitted
        || entry instanceof LogEntry.Observed observed
            && observed.observations().stream().anyMatch(o -> !Double.isNaN(o.seconds()));
  }

  /** The line of an entry. */
  public static String line(LogEntry entry) throws IOException {
    return JSON.writeValueAsString(entry) + "\n";
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
