package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.narq2t.SmallRun;
import org.narq2t.TestFolder;
import org.narq2t.settings.Settings;

/** The worker of a service goes on whatever happens to a run. */
@QuarkusTest
@TestProfile(RunQueueTest.OwnQueue.class)
@Timeout(120)
class RunQueueTest {
  /** Its own database: this worker takes every run that is queued. */
  public static class OwnQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "narq2t.database",
          "jdbc:h2:mem:queue;DB_CLOSE_DELAY=-1",
          "narq2t.runs",
          TestFolder.named("queue").toString());
    }
  }

  @Inject Settings settings;
  @Inject RunQueue queue;
  @Inject RunStore store;
  @Inject RunStates states;
  @Inject RunMetrics metrics;

  @BeforeEach
  void start() {
    queue.start();
  }

  @AfterEach
  void stillWorks() throws Exception {
    long next = submit("next-" + System.nanoTime());
    assertThat(end(next).state()).isEqualTo(RunState.FINISHED);
    assertThat(queue.isWorking()).isTrue();
  }

  private long submit(String name, String... overrides) {
    return store.submit(new NewRun(name, SmallRun.configuration(overrides), "surrogate"));
  }

  private Path folder(String name) {
    return settings.runs().resolve(name);
  }

  private RunRecord end(long run) throws InterruptedException {
    queue.wake();
    while (!store.get(run).state().isOver()) {
      Thread.sleep(50);
    }
    return store.get(run);
  }

  @Test
  void aRunWhoseFolderCannotBeMadeFailsAndSaysWhy() throws Exception {
    Files.createDirectories(settings.runs());
    Files.writeString(folder("no-folder"), "a file");

    RunRecord run = end(submit("no-folder"));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.message())
        .endsWith("no-folder/checkpoint/lock was not written: Not a directory");
  }

  @Test
  void aTrainingThatDivergesFailsWithWhatPythonSays() throws Exception {
    RunRecord run = end(submit("diverges", "training.learning_rate_factor=1e30"));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.message()).contains("Diverged");
  }

  @Test
  void aFullDiskFailsTheRunWhichGoesOnFromItsLastCheckpointWhenThereIsSpace() throws Exception {
    Path disk = folder("full").toAbsolutePath();
    Files.createDirectories(disk);
    assumeTrue(
        mount("-t", "tmpfs", "-o", "size=2600k", "tmpfs", disk.toString()),
        "skipped: only root can mount a small disk");
    try {
      long number = submit("full", "training.epochs=3");
      RunRecord failed = end(number);

      assertThat(failed.state()).isEqualTo(RunState.FAILED);
      assertThat(failed.message())
          .matches(
              ".*/full/checkpoint/(unfinished-fit-2/epoch-\\d|predictor-2)\\.safetensors"
                  + " was not written: .*No space left on device.*");
      assertThat(names(disk.resolve("checkpoint/unfinished-fit-2")))
          .containsExactly("epoch-1.safetensors", "training.json");
      assertThat(names(disk)).allSatisfy(name -> assertThat(name).doesNotEndWith(".tmp"));

      assertThat(mount("-o", "remount,size=50m", disk.toString())).isTrue();
      states.requeue(number);
      assertThat(end(number).state()).isEqualTo(RunState.FINISHED);
      String other = "whole-" + System.nanoTime(); // the folder of an earlier test run is kept
      long whole = submit(other, "training.epochs=3");
      assertThat(end(whole).state()).isEqualTo(RunState.FINISHED);
      for (String file : List.of("model.safetensors", "predictions.csv", "candidates.csv")) {
        assertThat(Files.mismatch(disk.resolve(file), folder(other).resolve(file)))
            .as(file)
            .isEqualTo(-1);
      }
      assertThat(metrics.series(number)).isEqualTo(metrics.series(whole));
    } finally {
      execute(List.of("umount", "-l", disk.toString()));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean mount(String... arguments) throws IOException, InterruptedException {
    return execute(Stream.concat(Stream.of("mount"), Stream.of(arguments)).toList());
  }

  private static boolean execute(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
