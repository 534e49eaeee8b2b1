package org.narq2t.evaluator.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of trainings in the folder of their run: checkpoints and weights. */
public final class TrainingFiles {
  private TrainingFiles() {}

  /** The weights of a final training, in the folder of its run. */
  public static Path weights(Path folder, int architecture) {
    return folder.resolve("networks").resolve(architecture + ".safetensors");
  }

  /** The checkpoint of a training of the search. */
  static Path checkpoint(Path folder, int architecture) {
    return folder.resolve("checkpoint/training-" + architecture + ".safetensors");
  }

  /** Where checkpoints of trainings that go on may be, the search's first. */
  public static List<Path> checkpointFolders(Path folder) {
    return List.of(folder.resolve("checkpoint"), folder.resolve("networks"));
  }

  /** The architecture that a checkpoint is of; -1 if the file is none. */
  public static int architecture(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return name.matches("(training-)?\\d+\\.safetensors")
        ? Integer.parseInt(name.replaceAll("\\D", ""))
        : -1;
  }

  /** The file beside a checkpoint by which its training is given up; see {@code train_network}. */
  public static Path unwanted(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return checkpoint.resolveSibling(name.replace(".safetensors", ".unwanted"));
  }

  /** Removes a file, if it is there. */
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be removed", e);
    }
  }

  /** Makes the folder of a file. */
  static void makeFolder(Path file) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(file.getParent() + " cannot be made", e);
    }
  }
}
