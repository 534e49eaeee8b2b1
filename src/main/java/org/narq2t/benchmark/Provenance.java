package org.narq2t.benchmark;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the numbers of a table come from.
 *
 * @param space name of the search space
 * @param kind {@code real}, {@code surrogate}, {@link #TRAINED} or {@link #EVALUATED}
 * @param source where they were read from
 * @param sha256 JSON: the name of each file of the source, and its checksum
 * @param importedAt ISO 8601
 * @param seeds which training seeds are averaged
 * @param missing what the source lacks
 * @param importer name and version of the importer
 */
public record Provenance(
    String space,
    String kind,
    String source,
    String sha256,
    String importedAt,
    String seeds,
    String missing,
    String importer) {
  /** The kind of results that the run trained itself. */
  public static final String TRAINED = "trained";

  /** The kind of results that an evaluator gave in a space that cannot be enumerated. */
  public static final String EVALUATED = "evaluated";

  private static final Pattern CHECKSUM = Pattern.compile("\\b[0-9a-f]{64}\\b");

  /**
   * The identity of this table: the checksums of its source. The names of its files do not, for
   * they say where somebody had put them.
   */
  public String identity() {
    return identity(sha256);
  }

  /** The same, of what a record has as {@code sha256}. */
  public static String identity(String sha256) {
    String checksums =
        CHECKSUM
            .matcher(sha256)
            .results()
            .map(MatchResult::group)
            .sorted()
            .collect(Collectors.joining(","));
    return checksums.isEmpty() ? sha256 : checksums;
  }
}
