package org.narq2t.space;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finite search space as this program offers it: its names, its files, and how it is opened. */
public interface SpaceModule extends NamedSpace {

  /**
   * Opens the space.
   *
   * @param cells the file of {@link #cellFile}, which is there; not looked at without one
   * @throws IOException if the file cannot be read
   */
  SearchSpace open(Path cells) throws IOException;

  /** The name of the file that keeps the enumerated cells; empty if they follow from the index. */
  default Optional<String> cellFile() {
    return Optional.empty();
  }

  /** Enumerates the cells into their file. */
  default void enumerate(Path cells, Progress progress) throws IOException {
    throw new IllegalStateException(title() + " needs no enumeration");
  }

  /** Whether a text is a key that only the opened space knows, instead of describing a network. */
  default boolean isKey(String text) {
    return false;
  }

  /** The model, among the resources, of a made-up table for want of a real one. */
  default Optional<String> surrogate() {
    return Optional.empty();
  }

  /** Files that make a table, from the one that is best to have; the last one is for everybody. */
  default List<PinnedFile.Bundle> bundles() {
    return List.of();
  }

  /** The whole table, large, as its authors publish it; fetched only if it is asked for. */
  default Optional<PinnedFile.Bundle> official() {
    return Optional.empty();
  }

  /** How to get a table where none can be fetched without more being said; may be empty. */
  default String howToFetch() {
    return "";
  }

  /** The file formats of its results, by name. */
  default Map<String, ResultFormat> formats() {
    return Map.of("csv", new ResultCsv());
  }
}
