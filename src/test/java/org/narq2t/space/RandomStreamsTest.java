package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.narq2t.space.RandomStreams.Name;

class RandomStreamsTest {

  @Test
  void theSameStreamGivesTheSameNumbers() {
    RandomStreams streams = new RandomStreams(7);
    assertThat(streams.stream(Name.SAMPLING, 3).nextLong())
        .isEqualTo(new RandomStreams(7).stream(Name.SAMPLING, 3).nextLong());
  }

  @Test
  void rootNamesAndStepsGiveDifferentStreams() {
    Set<Long> seeds = new HashSet<>();
    for (Name name : Name.values()) {
      for (int step = 0; step < 50; step++) {
        seeds.add(new RandomStreams(1).seed(name, step));
        seeds.add(new RandomStreams(2).seed(name, step));
      }
    }
    assertThat(seeds).hasSize(2 * 50 * Name.values().length);
  }

  @Test
  void seedsStayTheSameFromVersionToVersion() {
    // printf 'narq2t/1/split/0' | sha256sum | cut -c -16
    assertThat(Long.toHexString(new RandomStreams(1).seed(Name.SPLIT, 0)))
        .isEqualTo("ad4af548bd838044");
  }

  @Test
  void shufflingKeepsAllValues() {
    int[] values = IntStream.range(0, 100).toArray();
    RandomStreams.shuffle(values, new RandomStreams(1).stream(Name.BATCHES, 0));
    assertThat(values).isNotEqualTo(IntStream.range(0, 100).toArray());
    Arrays.sort(values);
    assertThat(values).isEqualTo(IntStream.range(0, 100).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2095 9636 9928 10035 7016 13338 7313 3882 9647 713, 12507",
    "20211117, 7443 193 1441 15285 15460 8565 2963 1241 5242 9934, 4044",
    "2147483648, 3636 7405 14836 14406 14544 8186 14375 3868 12711 12167, 6438",
    "4294967297, 2095 9636 9928 10035 7016 13338 7313 3882 9647 713, 12507"
  })
  void permutesAsTorchDoes(long seed, String firstTen, int last) {
    int[] order = TorchPermutation.of(15_625, seed);
    int[] expected = Arrays.stream(firstTen.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(Arrays.copyOf(order, 10)).isEqualTo(expected);
    assertThat(order[15_624]).isEqualTo(last);
    assertThat(TorchPermutation.of(5, 1)).containsExactly(0, 4, 2, 3, 1);
  }

  @Test
  void refusesLengthsForWhichTorchDrawsDifferently() {
    assertThatThrownBy(() -> TorchPermutation.of(Integer.MAX_VALUE, 1))
        .hasMessageContaining("length out of range");
  }
}
