package org.narq2t.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that a finished run can be written in. */
public enum Format {
  /** The tables of its folder as they are: metrics, candidates, predictions. */
  CSV,
  /** {@code result.json}: everything that the run found. */
  JSON,
  /** The same tables as of {@link #CSV}, with types. */
  PARQUET,
  /** An event file of TensorBoard: curves, settings, figures. */
  TENSORBOARD;

  /**
   * The format of this name.
   *
   * @throws IllegalArgumentException naming the formats that there are
   */
  public static Format of(String key) {
    return Arrays.stream(values())
        .filter(format -> format.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not a format; allowed: %s".formatted(key, keys())));
  }

  /** All names, in words. */
  public static String keys() {
    return Arrays.stream(values()).map(Format::key).collect(Collectors.joining(", "));
  }

  /** The name on the command line and in addresses. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one file; the others are a folder of files, or that folder as a zip archive. */
  public boolean isOneFile() {
    return this == JSON;
  }

  /** The media type of a download. */
  public String mediaType() {
    return isOneFile() ? "application/json" : "application/zip";
  }

  /** The name of a download. */
  public String fileName(String run) {
    return isOneFile() ? run + ".json" : folderName(run) + ".zip";
  }

  /** The name of a folder. */
  public String folderName(String run) {
    return run + "-" + key();
  }
}
