package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * The trainings after the search: the best architectures again, with all images, and in a larger
 * network if that is wanted.
 *
 * @param count how many, fewer if the time does not suffice
 * @param epochs of each
 * @param channels of the first stage; 0 for as many as in the search
 * @param cells in each stage; 0 for as many as in the search
 */
public record FinalSettings(int count, int epochs, int channels, int cells) {

  public FinalSettings {
    Impossible.unless(count >= 1, "count", count, "1 or more");
    Impossible.unless(epochs >= 1, "epochs", epochs, "1 or more");
    Impossible.unless(channels >= 0, "channels", channels, "0 for as in the search, or more");
    Impossible.unless(cells >= 0, "cells", cells, "0 for as in the search, or more");
  }
}
