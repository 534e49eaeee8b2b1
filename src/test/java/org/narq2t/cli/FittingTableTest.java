package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.FittingTable.Column;

class FittingTableTest {
  private static final FittingTable<String> TABLE =
      new FittingTable<>(
          List.of(
              new Column<>("word", 3, false, word -> word),
              new Column<>("letters", 1, true, word -> "" + word.length()),
              new Column<>("first", 2, false, word -> word.substring(0, 1))));
  private static final List<String> ROWS = List.of("tier", "score");

  @Test
  void allColumnsStandSideBySideWhereTheyFit() {
    assertThat(TABLE.of(ROWS, 21).lines())
        .containsExactly("word   letters  first", "tier         4  t", "score        5  s");
  }

  @Test
  void theLeastImportantColumnsAreLeftOutFirstAndOneStaysHoweverNarrowItIs() {
    assertThat(TABLE.of(ROWS, 20).lines()).containsExactly("word   first", "tier   t", "score  s");
    assertThat(TABLE.of(ROWS, 3).lines()).containsExactly("word", "tier", "score");
  }
}
