package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.narq2t.space.OfficialResults;
import org.narq2t.space.RandomStreams;

class NasBench201Test {

  private static final NasBench201 SPACE = new NasBench201();
  private static final String FIRST =
      "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|"
          + "+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";

  @Test
  void hasAllArchitecturesOfFiveOperatorsOnSixEdges() {
    assertThat(SPACE.size()).isEqualTo(15_625);
  }

  @Test
  void beginsWithTheOfficialFirstArchitecture() {
    assertThat(SPACE.describe(0)).isEqualTo(FIRST);
    assertThat(SPACE.codes(0)).containsExactly(4, 2, 1, 2, 1, 1);
    assertThat(SPACE.operatorCounts(0)).containsExactly(0, 3, 2, 0, 1);
  }

  @Test
  void hasTheOfficialOrderByChecksum() throws Exception {
    String all =
        IntStream.range(0, SPACE.size())
            .mapToObj(SPACE::describe)
            .collect(Collectors.joining("\n"));
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(sha256))
        .isEqualTo("83abc799e45cf34e9d2163654668ab998b9a54d01c39e72ca1f71f2cdf356d84");
  }

  @Test
  void hasTheOrderOfTheOfficialResults() {
    List<String> official = OfficialResults.read().architectures();
    List<String> ours = IntStream.range(0, SPACE.size()).mapToObj(SPACE::describe).toList();
    assertThat(ours).isEqualTo(official);
  }

  @Test
  void findsEveryArchitectureByItsStringAndByItsCodes() {
    for (int index = 0; index < SPACE.size(); index++) {
      assertThat(SPACE.indexOf(SPACE.describe(index))).isEqualTo(index);
      assertThat(SPACE.indexOf(SPACE.codes(index))).isEqualTo(index);
    }
  }

  static Stream<Arguments> notArchitectures() {
    return Stream.of(
        arguments("", "expected '|' at character 1"),
        arguments(
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2",
            "expected 'operator~2|' at character 41"),
        arguments(
            "|none~0|+|none~0|none~2|+|none~0|none~1|none~2|",
            "node 2 needs input 1 here at character 23"),
        arguments(
            "|none~0|+|none~0|conv~1|+|none~0|none~1|none~2|",
            "unknown operator 'conv'; allowed: none, skip_connect, nor_conv_1x1, nor_conv_3x3,"
                + " avg_pool_3x3 at character 18"),
        arguments(
            "|none~0|+|none~0|none~1|+|none~0|none~1|none~2||", "expected the end at character 48"),
        arguments(
            "|none~0|-|none~0|none~1|+|none~0|none~1|none~2|", "expected '+|' at character 9"));
  }

  @ParameterizedTest
  @MethodSource("notArchitectures")
  void saysWhatIsWrongWithAStringAndWhere(String text, String message) {
    assertThatThrownBy(() -> SPACE.indexOf(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesCodesOutsideTheSpace() {
    assertThatThrownBy(() -> SPACE.indexOf(new int[] {0, 0, 0, 0, 0, 5}))
        .hasMessageContaining("codes are 0 to 4");
    assertThatThrownBy(() -> SPACE.indexOf(new int[] {0, 0})).hasMessageContaining("6 codes");
  }

  @Test
  void buildsAnArchitectureFromOperatorsDrawnOneByOne() {
    int[] codes = {4, 2, 1, 2, 1, 1};
    int[] drawn = {0};
    assertThat(
            SPACE.draw(
                () -> 4,
                () -> codes[drawn[0]++],
                new RandomStreams(1).stream(RandomStreams.Name.SAMPLING, 0)))
        .hasValue(0);
    assertThat(drawn[0]).isEqualTo(6);
  }

  @Test
  void permutesAsPythonDoes() {
    // random.seed(88); l = list(range(15625)); random.shuffle(l); l[:5]
    assertThat(Arrays.copyOf(PythonShuffle.permutation(15_625, 88), 5))
        .containsExactly(13931, 11791, 14874, 13126, 4032);
  }
}
