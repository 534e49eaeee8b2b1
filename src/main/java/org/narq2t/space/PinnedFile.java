package org.narq2t.space;

import java.util.List;

/**
 * A public file that is fetched, never vendored.
 *
 * @param path under a mirror
 * @param address where it is published, if possible at a fixed commit; empty if only on mirrors
 * @param sha256 of its content, in hexadecimal
 */
public record PinnedFile(String path, String address, String sha256) {

  /** Name without folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Files that make one table.
   *
   * @param format name of the importer that reads them
   */
  public record Bundle(String format, String description, List<PinnedFile> files) {}

  /** A file of a public repository at a fixed commit. */
  public static PinnedFile github(String repository, String commit, String path, String sha256) {
    String place = repository + "/" + commit + "/" + path;
    return new PinnedFile(place, "https://raw.githubusercontent.com/" + place, sha256);
  }
}
