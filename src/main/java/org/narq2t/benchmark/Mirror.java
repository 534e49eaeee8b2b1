package org.narq2t.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.space.PinnedFile;

/**
 * A place to take pinned files from, other than their own addresses.
 *
 * @param place a folder or an http(s) address; empty for none
 */
record Mirror(String place) {

  /** Whether it is a folder that has this file. */
  boolean has(PinnedFile file) {
    return !place.isEmpty()
        && !isAddress(place)
        && Files.isRegularFile(Path.of(place, file.path()));
  }

  /**
   * Where a file is taken from: an address, or a path.
   *
   * @throws IOException if it has no address of its own and there is no mirror
   */
  String source(PinnedFile file) throws IOException {
    if (!place.isEmpty()) {
      return isAddress(place)
          ? place.replaceAll("/+$", "") + "/" + file.path()
          : Path.of(place, file.path()).toString();
    }
    if (file.address().isEmpty()) {
      throw new IOException(file.path() + " is on mirrors only: name one with --mirror");
    }
    return file.address();
  }

  static boolean isAddress(String place) {
    return place.startsWith("http://") || place.startsWith("https://");
  }
}
