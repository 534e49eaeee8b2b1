package org.narq2t.images;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.evaluator.training.TrainingFiles;
import org.narq2t.space.SearchSpace;

/**
 * A training that its user gives up while its run goes on. That is said by a file beside its
 * checkpoint, so that it does not matter which process trains.
 */
public final class UnwantedTraining {

  private UnwantedTraining() {}

  /**
   * Gives up the training of a cell that has done at least an epoch.
   *
   * @param run the folder of a run that is going on
   * @param cell its text form, as the events of the run tell it
   * @return whether it is being trained, as far as can be told
   */
  public static boolean giveUp(Path run, SearchSpace space, String cell) throws IOException {
    for (Path folder : TrainingFiles.checkpointFolders(run)) {
      if (!Files.isDirectory(folder)) {
        continue; // nothing was trained for this yet
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.safetensors")) {
        for (Path checkpoint : files) {
          int architecture = TrainingFiles.architecture(checkpoint);
          if (architecture >= 0 && space.networkText(architecture).equals(cell)) {
            Files.write(TrainingFiles.unwanted(checkpoint), new byte[0]);
            return true;
          }
        }
      }
    }
    return false;
  }
}
