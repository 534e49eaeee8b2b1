package org.narq2t.benchmark;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import org.narq2t.files.Safetensors;
import org.narq2t.space.Dataset;

/** Seconds of one training of each architecture, in the tables that know them. */
public final class TrainingTimes {
  private TrainingTimes() {}

  /**
   * The seconds by architecture, NaN where unknown.
   *
   * @param table a file that {@link TableFile} opens
   * @param size the number of its architectures
   */
  public static IntToDoubleFunction in(Path table, Dataset dataset, int size) throws IOException {
    String name = dataset.key() + "_training_time";
    Safetensors file = Safetensors.map(table, "delete it and import the table again");
    if (!file.has(name)) {
      return architecture -> Double.NaN;
    }
    DoubleBuffer seconds = file.float64(name, size);
    return seconds::get;
  }
}
