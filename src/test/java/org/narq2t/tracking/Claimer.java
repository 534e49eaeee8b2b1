package org.narq2t.tracking;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that claims queued runs until there are none, once it is told to begin. */
final class Claimer implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;
  private final BufferedReader said;
  private final boolean ready;

  Claimer(String url) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Claimer.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader();
    String line = said.readLine();
    while (line != null && !line.equals(READY)) {
      line = said.readLine();
    }
    ready = READY.equals(line);
  }

  /** Whether it could open the database. */
  boolean isReady() {
    return ready;
  }

  /** Claims until there are none; returns their numbers. */
  List<Long> claim() throws IOException {
    try (BufferedWriter begin = process.outputWriter()) {
      begin.write("begin\n");
    }
    return said.lines().map(Long::valueOf).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** In the process. */
  public static void main(String... arguments) throws IOException {
    try (Record record = new Record(arguments[0])) {
      record.store.list();
      System.out.println(READY);
      System.in.read();
      claimAll(record.states).forEach(System.out::println);
    }
  }

  static List<Long> claimAll(RunStates states) {
    List<Long> claimed = new ArrayList<>();
    Optional<Long> next = states.claimNext(WorkerId.own());
    while (next.isPresent()) {
      claimed.add(next.orElseThrow());
      next = states.claimNext(WorkerId.own());
    }
    return claimed;
  }
}
