package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class UnitsTest {
  private final Units.Milliseconds latency = new Units.Milliseconds();
  private final Units.Count count = new Units.Count();

  @ParameterizedTest
  @CsvSource({"12ms, 12", "0.012s, 12", "12000us, 12", "7.5ms, 7.5", "1s, 1000", "0.5us, 0.0005"})
  void latenciesAreMilliseconds(String text, double milliseconds) {
    assertThat(latency.convert(text)).isEqualTo(milliseconds);
  }

  @Test
  void aLatencyWithoutUnitIsRefusedWithBothReadings() {
    assertThatThrownBy(() -> latency.convert("12"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'12' has no unit: say 12ms or 0.012s");
    assertThatThrownBy(() -> latency.convert("7.5")).hasMessageContaining("say 7.5ms or 0.0075s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ms", "-3ms", "12 ms", "12MS", "12m", "1e3ms", "0ms", "NaN", "12ns"})
  void otherLatenciesAreRefused(String text) {
    assertThatThrownBy(() -> latency.convert(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"25mJ, 25", "0.025J, 25", "25000uJ, 25", "0.5mJ, 0.5"})
  void energiesAreMillijoules(String text, double millijoules) {
    assertThat(new Units.Millijoules().convert(text)).isEqualTo(millijoules);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25", "mJ", "25 mJ", "25mj", "0mJ", "25ms", "NaN"})
  void otherEnergiesAreRefused(String text) {
    assertThatThrownBy(() -> new Units.Millijoules().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "250000, 250000",
    "250K, 250000",
    "1.5M, 1500000",
    "0.1G, 100000000",
    "100M, 100000000"
  })
  void countsTakeKMAndG(String text, long value) {
    assertThat(count.convert(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "M", "100m", "100MB", "-1", "0", "0M", "1.5", "1.2345K", "1e6", "9999999999G"})
  void otherCountsAreRefused(String text) {
    assertThatThrownBy(() -> count.convert(text)).isInstanceOf(TypeConversionException.class);
  }
}
