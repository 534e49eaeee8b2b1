package org.narq2t.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordDifferenceTest {
  private record Inner(int batchSize) {}

  private record Other(int trees) {}

  private record Outer(String name, Record training) {}

  @Test
  void theFirstDifferenceIsNamedByItsKeysAlsoInRecordsThatArePrivate() {
    assertThat(
            RecordDifference.first(
                new Outer("a", new Inner(50)), new Outer("a", new Inner(60)), Set.of()))
        .hasValue("training.batch_size 50, not 60");
    assertThat(
            RecordDifference.first(
                new Outer("a", new Inner(1)), new Outer("b", new Inner(1)), Set.of("name")))
        .isEmpty();
  }

  @Test
  void theSettingsOfTwoModulesDifferAsAWhole() {
    assertThat(
            RecordDifference.first(
                new Outer("a", new Inner(50)), new Outer("a", new Other(50)), Set.of()))
        .hasValue("another kind of training");
  }
}
