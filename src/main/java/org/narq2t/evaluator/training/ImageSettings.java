package org.narq2t.evaluator.training;

import org.narq2t.configuration.Impossible;

/**
 * The images that networks are trained on.
 *
 * @param root the folder, as {@code python/narq2t/images/sources.py} describes it
 * @param resolution pixels of the square that images become; 0 to follow from them
 * @param imageChannels 3 in colour, 1 in grey; 0 to follow from them
 * @param validation share of the images to validate on, where the folder has no such part
 * @param test share of the images to test on, where the folder has no such part
 * @param seed of that split
 * @param digest SHA-256 of images, labels and split as they were when the run was planned
 */
public record ImageSettings(
    String root,
    int resolution,
    int imageChannels,
    double validation,
    double test,
    int seed,
    String digest) {

  public ImageSettings {
    Impossible.unless(!root.isBlank(), "root", "''", "a folder of images");
    Impossible.unless(resolution == 0 || resolution >= 8, "resolution", resolution, "8 or more");
    Impossible.unless(
        imageChannels == 0 || imageChannels == 1 || imageChannels == 3,
        "image_channels",
        imageChannels,
        "1, 3, 0 to follow from the images");
    Impossible.unless(validation > 0 && validation < 1, "validation", validation, "above 0 to 1");
    Impossible.unless(
        test >= 0 && validation + test < 1, "test", test, "0 or more, and some left to train");
    Impossible.unless(seed >= 0, "seed", seed, "0 or more");
    Impossible.unless(digest.matches("[0-9a-f]{64}"), "digest", "'" + digest + "'", "a SHA-256");
  }
}
