package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * The size of the network around a cell.
 *
 * @param channels of the first stage; each further one has twice as many at half the resolution
 * @param cells in each stage
 * @param stages their number
 */
public record NetworkSettings(int channels, int cells, int stages) {

  public NetworkSettings {
    Impossible.unless(channels >= 1, "channels", channels, "1 or more");
    Impossible.unless(cells >= 1, "cells", cells, "1 or more");
    Impossible.unless(stages >= 1 && stages <= 6, "stages", stages, "1 to 6");
  }
}
