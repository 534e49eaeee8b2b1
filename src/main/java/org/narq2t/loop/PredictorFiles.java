package org.narq2t.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.files.Folders;

/** The predictor in the folder of a loop: its state after the last fit, and an unfinished fit. */
public record PredictorFiles(Path folder) {
  private static final String UNFINISHED = "unfinished-fit-";

  /** The name of the file of the predictor after the fit at a step. */
  public static String name(int step) {
    return "predictor-%d.safetensors".formatted(step);
  }

  /** The file of a name. */
  Path state(String name) {
    return folder.resolve(name);
  }

  /** The folder in which a fit keeps itself while it goes on. */
  public Path unfinished(int step) {
    return folder.resolve(UNFINISHED + step);
  }

  /** Removes the states of earlier fits, and what the last one kept while it was unfinished. */
  void keepOnly(String state) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{predictor-*.safetensors," + UNFINISHED + "*}")) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals(state)) {
          Folders.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
