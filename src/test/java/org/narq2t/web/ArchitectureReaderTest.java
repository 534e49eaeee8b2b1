package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Scoring;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.CellParser;
import org.narq2t.space.nasbench101.EnumeratedSpace;
import org.narq2t.space.nasbench101.NasBench101;

/** Architectures of NAS-Bench-101 as clients name them, to a run that knows every second cell. */
class ArchitectureReaderTest {
  private final NasBench101 space = EnumeratedSpace.small();
  private final ArchitectureReader given =
      new ArchitectureReader(
          new Scoring.Names() {
            @Override
            public SearchSpace space() {
              return space;
            }

            @Override
            public int[] all() {
              return new int[0];
            }

            @Override
            public int ofRun(int index) {
              return 2 * index;
            }
          });

  private int read(String json) {
    try {
      JsonNode node = JsonMapper.builder().build().readTree(json);
      return given.indices(List.of(node))[0];
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void byTheNumberThatTheRunHasForIt() {
    assertThat(read("21")).isEqualTo(42);
  }

  @Test
  void byItsModuleHash() {
    assertThat(read("\"" + space.describe(42) + "\"")).isEqualTo(42);
  }

  @Test
  void byItsGraph() {
    Cell cell =
        CellParser.parse(
            new int[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 0}},
            List.of("input", "maxpool3x3", "output"));

    assertThat(
            read(
                "{\"adjacency\": [[0,1,0],[0,0,1],[0,0,0]],"
                    + " \"operations\": [\"input\", \"maxpool3x3\", \"output\"]}"))
        .isEqualTo(space.indexOf(cell).orElseThrow());
  }

  @Test
  void whatIsNoneIsNamedByItsPlace() {
    for (String none :
        List.of(
            "\"00\"",
            "null",
            "2.5",
            "[]",
            "{}",
            "{\"adjacency\": [[0,1],[0]], \"operations\": [\"input\", \"output\"]}",
            "{\"adjacency\": [[0,\"x\"],[0,0]], \"operations\": [\"input\", \"output\"]}",
            "{\"adjacency\": 7, \"operations\": [\"input\", \"output\"]}")) {
      assertThatThrownBy(() -> read(none))
          .as(none)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.problem().status()).isEqualTo(400);
                assertThat(refused.problem().field()).isEqualTo("architectures.0");
              });
    }
  }
}
