package org.narq2t.proofs.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;

/** The process is killed in the middle of a batch: no training that it recorded is lost. */
class SleeperKilledTest {
  private static final int BEFORE_KILLED = 13; // in the second of two batches of ten

  @TempDir Path folder;

  @Test
  void whatWasTrainedIsKeptAndNotTrainedAgain() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    Process process = start(killed);
    try {
      while (observed(killed).size() < BEFORE_KILLED && process.isAlive()) {
        Thread.sleep(5);
      }
    } finally {
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES); // SIGKILL
    }
    List<String> before = observed(killed);
    assertThat(before).hasSizeBetween(BEFORE_KILLED, Sleeper.QUERIES - 1);

    Ledger ledger = Sleeper.run(killed, 0);

    Path whole = Files.createDirectory(folder.resolve("whole"));
    assertThat(ledger.rounds()).isEqualTo(Sleeper.run(whole, 0).rounds());
    assertThat(observed(killed)).startsWith(before.toArray(String[]::new));
    assertThat(ledger.observations().stream().map(Observation::architecture))
        .hasSize(Sleeper.QUERIES)
        .doesNotHaveDuplicates();
    // one training may have ended without time to be recorded
    assertThat(Files.readAllLines(killed.resolve("trainings")))
        .hasSizeBetween(Sleeper.QUERIES, Sleeper.QUERIES + 1);
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Sleeper.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "output"))
        .start();
  }

  /** The lines of the log that hold an observation, whole ones. */
  private static List<String> observed(Path folder) throws IOException {
    Path log = folder.resolve("log.jsonl");
    if (!Files.exists(log)) {
      return List.of();
    }
    String text = Files.readString(log);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.contains("\"kind\":\"observed\""))
        .toList();
  }
}
