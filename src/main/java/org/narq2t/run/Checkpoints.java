package org.narq2t.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.narq2t.files.Folders;
import org.narq2t.files.HeldFile;
import org.narq2t.loop.Loop;

/**
 * The files that a run needs to go on after its process died: {@code checkpoint/} in its folder,
 * with the log and the predictor of the {@link Loop}; gone once the run is finished.
 */
public final class Checkpoints {
  private static final Duration PATIENCE = Duration.ofSeconds(10); // for one that is just stopping

  private final RunFolder folder;
  private final Path checkpoint;

  public Checkpoints(RunFolder folder) {
    this.folder = folder;
    this.checkpoint = folder.path().resolve("checkpoint");
  }

  /**
   * Keeps other processes of this machine from the folder of the run until it is closed, and
   * removes what one that died left half written. A worker that was taken for dead but only slept
   * still holds it, so what it writes when it wakes up is not mixed with another's.
   *
   * @throws IOException if the folder cannot be written, or another process still has it; the
   *     message says so
   */
  public HeldFile hold() throws IOException {
    HeldFile held = HeldFile.of(checkpoint.resolve("lock"), PATIENCE);
    for (Path each : List.of(folder.path(), checkpoint)) {
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(each, "{.*,*}.tmp")) {
        for (Path leftover : leftovers) {
          Files.deleteIfExists(leftover);
        }
      }
    }
    return held;
  }

  /** The folder of the loop. */
  Path path() {
    return checkpoint;
  }

  /** Forgets everything: the run is finished and recorded. */
  public void remove() throws IOException {
    Folders.delete(checkpoint);
  }
}
