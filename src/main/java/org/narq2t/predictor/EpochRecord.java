package org.narq2t.predictor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One epoch.
 *
 * @param best whether it has the best validation tier accuracy so far
 */
public record EpochRecord(EpochResult train, EpochResult validation, boolean best) {

  /** The last of these epochs that was better than all before it; 0 without epochs. */
  public static int best(List<EpochRecord> epochs) {
    return IntStream.range(0, epochs.size()).filter(e -> epochs.get(e).best()).max().orElse(0);
  }
}
