package org.narq2t.ray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.narq2t.files.AtomicFile;

/**
 * The job of Ray in which a crew works for a run: submitted, taken up by a later process of the
 * service, and submitted again if it is lost. While Ray is away the run waits.
 */
final class CrewJob implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CrewJob.class.getName());
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3); // it starts meanwhile
  private static final int TIMES_AGAIN = 3;
  private static final long MOST_MILLIS_TO_END = 5_000;

  private final CrewBoard board;
  private final RayJobs jobs;
  private final Submission submission;
  private final CrewStatus status;
  private final Path file;
  private final long pauseMillis;
  private final Thread keeper;
  private Instant called = Instant.now();
  private int losses;
  private boolean refused; // what was submitted last, by Ray
  private volatile boolean closed;
  private volatile String trouble = "";
  private volatile Optional<String> hopeless = Optional.empty();

  /** How the job of a crew is submitted. */
  interface Submission {
    /** Submits it under a name. */
    void submit(RayJobs jobs, String name) throws IOException;

    /** The beginning of its names. */
    String prefix();

    /** What a job must have been submitted with, to be taken up by this process. */
    String address();
  }

  /**
   * @param folder of the trainings of the run, for the name of the job and what a reader sees
   * @param pauseMillis between two looks at it
   */
  CrewJob(CrewBoard board, RayJobs jobs, Submission submission, Path folder, long pauseMillis) {
    this.board = board;
    this.jobs = jobs;
    this.submission = submission;
    this.status = new CrewStatus(folder.resolve(CrewStatus.NAME));
    this.file = folder.resolve("job.txt");
    this.pauseMillis = pauseMillis;
    this.keeper = new Thread(this::keep, "narq2t-crew");
    keeper.setDaemon(true);
    keeper.start();
  }

  private void keep() {
    while (!closed) {
      try {
        say(look());
      } catch (IOException e) {
        say(e.getMessage() + ": the run waits for it");
      } catch (RuntimeException e) {
        hopeless = Optional.of(String.valueOf(e.getMessage()));
      }
      if (!closed) {
        status.write(board, trouble);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void say(String now) {
    if (!closed && !now.isEmpty() && !now.equals(trouble)) {
      LOG.log(System.Logger.Level.WARNING, now);
    }
    trouble = now;
  }

  /** Sees to it that a crew works; returns what hinders it, or nothing. */
  private String look() throws IOException {
    if (board.hasHeardWithin(SILENCE)) {
      losses = 0;
      return "";
    }
    if (board.crew().isEmpty()) {
      return takeUp();
    }
    Optional<RayJobs.Job> job = jobs.find(board.crew());
    if (job.isPresent() && !job.get().isOver()) {
      boolean silent =
          Instant.now().isAfter(called.plus(LONGEST_SILENCE))
              && !board.hasHeardWithin(LONGEST_SILENCE);
      if (!silent || job.get().status().equals("PENDING")) {
        return "Ray starts the job %s: %s".formatted(board.crew(), firstLine(job.get().message()));
      }
      jobs.stop(board.crew());
    }
    if (job.isEmpty() && refused) {
      return submit(); // Ray was not ready for it
    }
    losses++;
    if (losses > TIMES_AGAIN) {
      hopeless =
          Optional.of(
              "The job of the run was submitted %d times, and Ray says: %s"
                  .formatted(losses, job.map(RayJobs.Job::message).orElse("no such job")));
    }
    return submit();
  }

  /** Takes up the job that an earlier process submitted, or submits one. */
  private String takeUp() throws IOException {
    String[] last = Files.exists(file) ? Files.readString(file).split("\n") : new String[0];
    if (last.length < 2) {
      return submit();
    }
    Optional<RayJobs.Job> job = jobs.find(last[0]);
    if (job.isEmpty() || job.get().isOver()) {
      board.call(last[0]);
      return submit();
    }
    board.call(last[0]);
    called = Instant.now();
    if (!last[1].equals(submission.address())) { // it works for a service that is gone
      jobs.stop(last[0]);
      return submit();
    }
    return "";
  }

  private String submit() throws IOException {
    String last = board.crew();
    String name = refused ? last : submission.prefix() + "-" + (number(last) + 1);
    String text = name + "\n" + submission.address() + "\n";
    AtomicFile.write(file, out -> out.write(text));
    board.call(name);
    called = Instant.now();
    refused = true;
    submission.submit(jobs, name);
    refused = false;
    return "Ray starts the job " + name;
  }

  private static int number(String name) {
    return name.isEmpty() ? 0 : Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  /**
   * Checks that a crew works or can still be had.
   *
   * @throws UncheckedIOException with what Ray says, if not
   */
  void requireHope() {
    hopeless.ifPresent(
        why -> {
          throw new UncheckedIOException(why, new IOException(why));
        });
  }

  /** Stops the job: what it trains has its checkpoints. */
  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    try {
      keeper.join(MOST_MILLIS_TO_END);
      if (!board.crew().isEmpty()) {
        jobs.stop(board.crew());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The job may go on: {0}", e.getMessage());
    }
    status.remove();
  }
}
