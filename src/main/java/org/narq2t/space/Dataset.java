package org.narq2t.space;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An image data set on which a benchmark trained its architectures. */
public enum Dataset {
  /** CIFAR-10; validation values come from its half-train split, {@code cifar10-valid}. */
  CIFAR10("cifar10", 10, 32, "cifar10-valid"),
  /** CIFAR-100. */
  CIFAR100("cifar100", 100, 32, "cifar100"),
  /** ImageNet16-120: ImageNet at 16 x 16 pixels, 120 classes. */
  IMAGENET16("imagenet16", 120, 16, "ImageNet16-120");

  private final String key;
  private final int classes;
  private final int imageSize;
  private final String cellInformationKey;

  Dataset(String key, int classes, int imageSize, String cellInformationKey) {
    this.key = key;
    this.classes = classes;
    this.imageSize = imageSize;
    this.cellInformationKey = cellInformationKey;
  }

  /** The name in configurations, tables and reports. */
  public String key() {
    return key;
  }

  /** The number of classes. */
  public int classes() {
    return classes;
  }

  /** Height and width of an image, in pixels. */
  public int imageSize() {
    return imageSize;
  }

  /** The prefix of the fields in the NAR authors' cell information JSON. */
  public String cellInformationKey() {
    return cellInformationKey;
  }

  /**
   * The data set with this {@link #key()}.
   *
   * @throws IllegalArgumentException if there is none; the message lists the allowed names
   */
  public static Dataset parse(String key) {
    for (Dataset dataset : values()) {
      if (dataset.key.equals(key)) {
        return dataset;
      }
    }
    throw new IllegalArgumentException(
        "unknown dataset '%s'; allowed: %s".formatted(key, allowed()));
  }

  private static String allowed() {
    return Arrays.stream(values()).map(Dataset::key).collect(Collectors.joining(", "));
  }
}
