package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final String ONE = "1".repeat(64);
  private static final String OTHER = "a".repeat(64);

  private static Provenance of(String sha256) {
    return new Provenance("nasbench201", "real", "", sha256, "", "", "", "");
  }

  @Test
  void aTableIsTheSameWhateverItsFilesWereCalled() {
    assertThat(of("{\"a.csv\": \"%s\", \"b.csv\": \"%s\"}".formatted(ONE, OTHER)).identity())
        .isEqualTo(of("{\"c.csv\": \"%s\", \"d.csv\": \"%s\"}".formatted(OTHER, ONE)).identity())
        .isNotEqualTo(of("{\"a.csv\": \"%s\"}".formatted(ONE)).identity());
  }

  @Test
  void whatHasNoChecksumIsToldApartByItself() {
    assertThat(of("{}").identity()).isEqualTo(Provenance.identity("{}"));
    assertThat(of("unknown").identity()).isNotEqualTo(of("").identity());
  }
}
