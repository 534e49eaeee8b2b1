package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CellDrawingTest {

  private static final NasBench201 SPACE = new NasBench201();
  private static final Pattern EDGE =
      Pattern.compile("<g class=\"edge (\\w+)\" data-edge=\"(\\d-\\d)\">");

  private static String draw(String description) {
    return CellDrawing.svg(SPACE.codes(SPACE.indexOf(description)));
  }

  @Test
  void drawsEachOperatorOnItsEdge() {
    String svg =
        draw(
            "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|");

    List<String> edges =
        EDGE.matcher(svg).results().map(m -> m.group(2) + " " + m.group(1)).toList();
    assertThat(edges)
        .containsExactly(
            "0-1 nor_conv_3x3",
            "0-2 none",
            "1-2 nor_conv_1x1",
            "0-3 skip_connect",
            "1-3 avg_pool_3x3",
            "2-3 nor_conv_3x3");
  }

  @Test
  void saysTheSameToThoseWhoCannotSeeIt() {
    String svg = draw("|none~0|+|none~0|none~1|+|nor_conv_3x3~0|skip_connect~1|avg_pool_3x3~2|");

    assertThat(svg)
        .contains("role=\"img\"")
        .contains(
            "0 to 1 none, 0 to 2 none, 1 to 2 none, 0 to 3 conv 3×3, 1 to 3 skip, 2 to 3 avg 3×3");
  }

  @Test
  void staysWithinItsFrame() {
    String svg = CellDrawing.svg(new int[] {3, 3, 3, 3, 3, 3});

    Matcher text = Pattern.compile("<text[^>]* x=\"([0-9.]+)\" y=\"([0-9.]+)\"").matcher(svg);
    while (text.find()) {
      assertThat(Double.parseDouble(text.group(1))).isBetween(30.0, 470.0);
      assertThat(Double.parseDouble(text.group(2))).isBetween(14.0, 234.0);
    }
  }
}
