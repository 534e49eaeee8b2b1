package org.narq2t.space.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected hashes come from running the official {@code ModelSpec.hash_spec} on these graphs. */
class ModuleHashTest {

  @ParameterizedTest
  @CsvSource({
    "0100, '', 043721b9c7fe8c5fad811d47d83132ec",
    "011001000, maxpool3x3, 6f6257bc3b12d87b8736e81cd4b7ed8b",
    "0111000001000010000100000, conv1x1-bn-relu conv3x3-bn-relu maxpool3x3, "
        + "ce9bc2765d63f261e5ad257382c09e92",
    "0101000001000000000010000100000000000000010000000, conv3x3-bn-relu conv1x1-bn-relu maxpool3x3 "
        + "maxpool3x3 conv3x3-bn-relu, 96794a104891b22bf4f2abbdd7c3e90f",
    "0111100000000100000010000001000001000000010000000, conv3x3-bn-relu conv1x1-bn-relu maxpool3x3 "
        + "conv1x1-bn-relu conv3x3-bn-relu, 5dc8bcd98e02db8b91e23a82288c32d1",
    "0100001001000100010010000100000001000000010000000, conv3x3-bn-relu conv3x3-bn-relu "
        + "conv3x3-bn-relu maxpool3x3 conv1x1-bn-relu, 4ecfbc5595bc3293282ed08c27016249",
    // the first cell of the official file
    "0100110001000000010010000010000001000000010000000, conv3x3-bn-relu maxpool3x3 conv3x3-bn-relu "
        + "conv3x3-bn-relu conv1x1-bn-relu, 00005c142e6f48ac74fdcf73e3439874"
  })
  void isTheOfficialOne(String matrix, String operators, String expected) {
    String[] interior = operators.isEmpty() ? new String[0] : operators.split(" ");

    assertThat(ModuleHash.of(CellTest.cell(matrix, interior))).hasToString(expected);
  }

  @Test
  void isomorphicCellsShareIt() {
    // two branches, and the same ones exchanged
    Cell one = CellTest.cell("0110000100010000", "conv3x3-bn-relu", "maxpool3x3");
    Cell other = CellTest.cell("0110000100010000", "maxpool3x3", "conv3x3-bn-relu");
    Cell chain = CellTest.cell("0100001000010000", "conv3x3-bn-relu", "maxpool3x3");

    assertThat(one).isNotEqualTo(other);
    assertThat(ModuleHash.of(one)).isEqualTo(ModuleHash.of(other));
    assertThat(ModuleHash.of(chain)).isNotEqualTo(ModuleHash.of(one));
  }

  @Test
  void isReadAsItIsWritten() {
    String text = "ffb4e1f4b7c34ba5a36ad52ff2f9b0e1";

    assertThat(ModuleHash.parse(text)).hasToString(text);
    assertThat(ModuleHash.parse("00" + text.substring(2))).isLessThan(ModuleHash.parse(text));
    assertThatThrownBy(() -> ModuleHash.parse("xyz"))
        .hasMessage("'xyz' is not a module hash: it must have 32 hexadecimal digits");
  }
}
