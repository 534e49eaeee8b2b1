package org.narq2t.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job of a crew on a Ray that answers as recorded. */
class CrewJobTest {
  private static final int MOST_MILLIS = 60_000;

  @TempDir Path folder;
  private RecordedRay ray;
  private final CrewBoard board = new CrewBoard(event -> {});

  @BeforeEach
  void start() throws IOException {
    ray = new RecordedRay();
  }

  @AfterEach
  void stop() {
    ray.close();
  }

  private CrewJob job(String service) {
    return job(board, service, Optional.of(RecordedRay.TOKEN));
  }

  private CrewJob job(CrewBoard on, String service, Optional<String> token) {
    CrewJob.Submission submission =
        new CrewJob.Submission() {
          @Override
          public void submit(RayJobs jobs, String name) throws IOException {
            jobs.submit(name, "python -m narq2t.ray", JsonNodeFactory.instance.objectNode());
          }

          @Override
          public String prefix() {
            return "narq2t-run";
          }

          @Override
          public String address() {
            return service;
          }
        };
    return new CrewJob(on, new RayJobs(ray.address(), token), submission, folder, 10);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int waited = 0; !condition.getAsBoolean(); waited += 10) {
      assertThat(waited).as("milliseconds").isLessThan(MOST_MILLIS);
      Thread.sleep(10);
    }
  }

  /** What a process that was killed leaves: a job at work, and its name in the folder. */
  private void leaveJob(String service) {
    ray.status.put("narq2t-run-1", "RUNNING");
    try {
      Files.writeString(folder.resolve("job.txt"), "narq2t-run-1\n" + service + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itIsSubmittedOnceAndStoppedWithTheRun() throws InterruptedException {
    try (CrewJob job = job("http://here")) {
      await(() -> "RUNNING".equals(ray.status.get("narq2t-run-1")));
      board.hear(new CrewBoard.Report("narq2t-run-1", List.of(), List.of()));
      Thread.sleep(50);
      job.requireHope();
    }
    assertThat(ray.status).containsOnlyKeys("narq2t-run-1");
    assertThat(ray.status).containsEntry("narq2t-run-1", "STOPPED");
  }

  @Test
  void aJobThatIsLostIsSubmittedAgainThreeTimesAndThenTheRunFails() throws InterruptedException {
    try (CrewJob job = job("http://here")) {
      for (int number = 1; number <= 5; number++) {
        String name = "narq2t-run-" + number;
        await(() -> ray.status.containsKey(name));
        ray.status.put(name, "FAILED");
      }
      assertThatThrownBy(job::requireHope)
          .hasMessage("The job of the run was submitted 4 times, and Ray says: its last lines");
    }
  }

  @Test
  void whileRayIsNotReadyForAJobTheRunWaitsAndTheJobKeepsItsName() throws InterruptedException {
    ray.unready.set(10);
    try (CrewJob job = job("http://here")) {
      await(() -> written(folder).contains("please try again later"));
      await(() -> ray.status.containsKey("narq2t-run-1"));
      job.requireHope();
    }
    assertThat(ray.status).containsOnlyKeys("narq2t-run-1");
  }

  /** The service was killed: its next process finds the job at work. */
  @Test
  void aJobThatWorksForTheSameServiceIsTakenUp() throws InterruptedException {
    leaveJob("http://here");
    CrewBoard later = new CrewBoard(event -> {});
    try (CrewJob job = job(later, "http://here", Optional.of(RecordedRay.TOKEN))) {
      await(() -> later.crew().equals("narq2t-run-1"));
      job.requireHope();
    }
    assertThat(ray.status).containsOnlyKeys("narq2t-run-1");
  }

  @Test
  void oneThatWorksForAnAddressThatIsGoneIsReplaced() throws InterruptedException {
    leaveJob("http://before");
    CrewBoard later = new CrewBoard(event -> {});
    try (CrewJob job = job(later, "http://here", Optional.of(RecordedRay.TOKEN))) {
      await(() -> ray.status.containsKey("narq2t-run-2"));
      job.requireHope();
    }
    assertThat(ray.status).containsEntry("narq2t-run-1", "STOPPED");
  }

  @Test
  void withoutTheTokenTheRunWaitsAndSaysSo() throws IOException, InterruptedException {
    try (CrewJob job = job(board, "http://here", Optional.empty())) {
      String expected =
          "Ray at %s refuses the token: set RAY_AUTH_TOKEN to the cluster's: the run waits for it"
              .formatted(ray.address());
      await(() -> written(folder).contains(expected));
      job.requireHope();
    }
  }

  @Test
  void whileRayIsAwayTheRunWaitsAndSaysSo() throws InterruptedException {
    ray.close();
    try (CrewJob job = job("http://here")) {
      await(() -> written(folder).contains("does not answer"));
      job.requireHope();
    }
  }

  private static String written(Path trainings) {
    try {
      return Files.readString(trainings.resolve(CrewStatus.NAME));
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void codeIsUploadedOnceByItsContents() throws IOException {
    Path module = folder.resolve("narq2t/one.py");
    Files.createDirectories(module.getParent());
    Files.writeString(module, "ONE = 1\n");
    RayJobs jobs = new RayJobs(ray.address(), Optional.of(RecordedRay.TOKEN));

    String first = jobs.upload(SourcePackage.of(folder));
    assertThat(jobs.upload(SourcePackage.of(folder))).isEqualTo(first);
    assertThat(ray.packages).hasSize(1);
    Files.writeString(module, "ONE = 2\n");
    assertThat(jobs.upload(SourcePackage.of(folder))).isNotEqualTo(first).startsWith("gcs://");
    assertThat(ray.packages).hasSize(2);
  }
}
