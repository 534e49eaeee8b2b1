package org.narq2t.benchmark;

/**
 * Where the numbers of a table come from.
 *
 * @param space name of the search space
 * @param kind {@code real} or {@code surrogate}
 * @param source where they were read from
 * @param sha256 of the source
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
    String importer) {}
