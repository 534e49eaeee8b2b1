package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.PackagedApplication;

/** Processes of the packaged application that are paused, killed and stopped. */
@Timeout(240)
class InterruptionsIT {
  private static final String[] LONG = {"training.epochs=3000"};

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    Process process = PackagedApplication.start(folder, outputFile(), environment, arguments);
    started.add(process);
    return process;
  }

  private Path outputFile() {
    return folder.resolve("output-" + started.size());
  }

  /**
   * Ends all that still writes into the folder before it is deleted: the processes, and then the
   * database, which this process may have opened for them. H2 closes it when it notices that its
   * last client is gone, up to half a second after that was killed, and writes it then.
   */
  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    Path runs = folder.resolve("runs");
    if (Files.exists(runs.resolve("narq2t.mv.db"))) {
      try (Connection database = DriverManager.getConnection(Database.file(runs));
          Statement statement = database.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    }
  }

  private Record record() {
    return new Record(Database.file(folder.resolve("runs")));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(50);
    }
  }

  /** The folder of the only run, once it has a checkpoint. */
  private Path folderWithCheckpoint() throws Exception {
    Path runs = folder.resolve("runs");
    List<Path> found = new ArrayList<>();
    while (found.isEmpty()) {
      if (Files.isDirectory(runs)) {
        try (var folders = Files.list(runs)) {
          folders
              .filter(run -> Files.exists(run.resolve("checkpoint/unfinished-fit-2/training.json")))
              .forEach(found::add);
        }
      }
      assertThat(started).anyMatch(Process::isAlive);
      Thread.sleep(50);
    }
    return found.get(0);
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  /**
   * Pauses a process where it holds no lock in the database: one that sleeps within a transaction
   * holds its run until it wakes, which nobody else can help.
   *
   * @param change of the run, which fails while it is locked
   */
  private static void pause(Process process, Runnable change) throws Exception {
    while (true) {
      signal("STOP", process);
      Thread.sleep(300); // what it had sent by then is done
      try {
        change.run();
        return;
      } catch (JdbiException e) {
        assertThat(e).hasMessageContaining("lock");
        signal("CONT", process);
        Thread.sleep(100);
      }
    }
  }

  /** Waits for a process; if it does not end, tells what its threads do. */
  private void assertEnds(Process process, int seconds) throws Exception {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      signal("QUIT", process);
      Thread.sleep(2_000);
      fail("It did not end: " + output(started.indexOf(process) + 1));
    }
  }

  @Test
  void aWorkerThatSleptWhileItsRunWasGivenAwayStopsAndSpoilsNothing() throws Exception {
    try (Record record = record()) {
      record.store.list(); // this process has the file open: a paused one would pause all
      Process paused = start(Map.of(), "run", "configs/examples/smoke.yaml", "--set", LONG[0]);
      Path checkpoint = folderWithCheckpoint().resolve("checkpoint");
      pause(paused, () -> record.silence(1, 70));

      Process other = start(Map.of(), "runs", "resume", "1");
      assertEnds(other, 100);

      assertThat(other.exitValue()).isEqualTo(1);
      assertThat(output(2))
          .contains(
              checkpoint + "/lock is held by process " + paused.pid() + " of this machine: end");
      assertThat(record.state(1)).isEqualTo(RunState.FAILED);

      int events = record.events.after(1, 0).size();
      signal("CONT", paused);
      assertThat(paused.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(paused.exitValue()).isEqualTo(130);
      assertThat(record.state(1)).isEqualTo(RunState.FAILED);
      assertThat(record.events.after(1, 0)).hasSize(events);

      Process resumed = start(Map.of(), "runs", "resume", "1");
      await(() -> record.events.after(1, 0).size() > events + 3);
      assertThat(resumed.isAlive()).isTrue();
    }
  }

  @Test
  void aRunThatIsHeldInTheDatabaseIsNotWaitedForForEver() throws Exception {
    try (Record record = record();
        Handle holder = record.database.jdbi().open()) {
      long run = record.in(RunState.INTERRUPTED);
      holder.begin().execute("UPDATE run SET message = 'held' WHERE id = ?", run);

      Process resumed = start(Map.of(), "runs", "resume", "" + run);
      assertEnds(resumed, 100);

      assertThat(resumed.exitValue()).isEqualTo(1);
      assertThat(output(1))
          .contains("\nError: Run " + run + " is held in the database by another process")
          .doesNotContain("\tat ");
      holder.rollback();
      assertThat(record.state(run)).isEqualTo(RunState.INTERRUPTED);
    }
  }

  @Test
  void whenTheProcessThatHasTheDatabaseOpenIsKilledARunOfAnotherFinishes() throws Exception {
    Process server = start(Map.of(), "serve", "--port", "" + PackagedApplication.freePort());
    await(() -> Files.exists(folder.resolve("runs/narq2t.lock.db")));
    Process run =
        start(Map.of(), "run", "configs/examples/smoke.yaml", "--set", "training.epochs=20");
    folderWithCheckpoint();

    server.destroyForcibly();

    assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(output(2)).isZero();
    try (Record record = record()) {
      assertThat(record.state(1)).isEqualTo(RunState.FINISHED);
      assertThat(record.metrics.series(1))
          .filteredOn(metric -> metric.name().equals("train_loss"))
          .hasSize(20);
    }
  }

  private static HttpResponse<String> health(int port, String kind)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/q/health/%s".formatted(port, kind));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void aServiceWithoutPythonFailsItsRunsAndStaysUp() throws Exception {
    int port = PackagedApplication.freePort();
    try (Record record = record()) {
      List<Long> runs = List.of(record.submit(), record.submit());
      Process service = start(Map.of("NARQ2T_PYTHON", "/nowhere"), "serve", "--port", "" + port);

      await(() -> runs.stream().allMatch(run -> record.state(run) == RunState.FAILED));

      assertThat(record.store.get(runs.get(1)).message())
          .contains("No Python at /nowhere", "make setup");
      assertThat(health(port, "live").statusCode()).isEqualTo(200);
      assertThat(health(port, "ready"))
          .returns(503, HttpResponse::statusCode)
          .satisfies(ready -> assertThat(ready.body()).contains("No Python at /nowhere"));
      service.destroy();
      assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aServiceThatIsStoppedLeavesItsRunInterruptedWithACheckpoint() throws Exception {
    try (Record record = record()) {
      long run = record.submit(LONG);
      Process service = start(Map.of(), "serve", "--port", "" + PackagedApplication.freePort());
      Path checkpoint = folderWithCheckpoint().resolve("checkpoint/unfinished-fit-2/training.json");

      service.destroy();

      assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(record.state(run)).isEqualTo(RunState.INTERRUPTED);
      assertThat(record.store.get(run).message()).isEqualTo("its process was stopped");
      assertThat(checkpoint).exists();
      assertThat(output(1)).doesNotContain("\tat ");
    }
  }

  @Test
  void aRunWhoseProcessIsKilledBeforePythonAnswersIsRecordedAndCanBeResumed() throws Exception {
    // Python makes the surrogate's table, once.
    Process table =
        start(Map.of(), "search", "--dataset", "cifar10", "--strategy", "random", "--budget", "5");
    assertEnds(table, 60);
    assertThat(table.exitValue()).as(output(1)).isZero();
    Path python =
        Files.writeString(folder.resolve("slow-python"), "#!/bin/sh\ntouch $0.asked\nsleep 60\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Process run =
        start(
            Map.of("NARQ2T_PYTHON", python.toString()),
            "run",
            "configs/examples/smoke.yaml",
            "--name",
            "killed at once");
    await(() -> Files.exists(folder.resolve("slow-python.asked")) || !run.isAlive());
    assertThat(run.isAlive()).as(output(2)).isTrue();
    List<ProcessHandle> asked = run.descendants().toList();
    run.destroyForcibly().waitFor();
    asked.forEach(ProcessHandle::destroyForcibly);

    try (Record record = record()) {
      assertThat(record.store.get(2).label().title()).isEqualTo("killed at once");
      Process resumed = start(Map.of(), "runs", "resume", "2");
      assertEnds(resumed, 120);
      assertThat(resumed.exitValue()).as(output(3)).isZero();
      assertThat(record.state(2)).isEqualTo(RunState.FINISHED);
    }
  }

  private String output(int process) throws IOException {
    return Files.readString(folder.resolve("output-" + (process - 1)));
  }
}
