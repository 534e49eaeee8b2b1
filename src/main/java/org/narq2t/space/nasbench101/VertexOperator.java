package org.narq2t.space.nasbench101;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The operator of an interior vertex of a NAS-Bench-101 cell.
 *
 * <p>The code of an operator is its place in the official list, as the module hash uses it; the
 * feature code is that of the paper's operator matrix, where 1 is the input and 5 the output.
 */
public enum VertexOperator {
  CONV3X3("conv3x3-bn-relu", 3),
  CONV1X1("conv1x1-bn-relu", 2),
  MAXPOOL3X3("maxpool3x3", 4);

  /** The official name of the first vertex. */
  public static final String INPUT = "input";

  /** The official name of the last vertex. */
  public static final String OUTPUT = "output";

  static final int INPUT_FEATURE = 1;
  static final int OUTPUT_FEATURE = 5;

  private static final List<VertexOperator> BY_CODE = List.of(values());

  private final String officialName;
  private final int featureCode;

  VertexOperator(String officialName, int featureCode) {
    this.officialName = officialName;
    this.featureCode = featureCode;
  }

  /** The code, 0 to 2. */
  public int code() {
    return ordinal();
  }

  /** The official name. */
  public String officialName() {
    return officialName;
  }

  /** The value in the operator matrix of the feature tensor. */
  int featureCode() {
    return featureCode;
  }

  /** The number of operators. */
  public static int count() {
    return BY_CODE.size();
  }

  /** The operator with a code. */
  public static VertexOperator of(int code) {
    return BY_CODE.get(code);
  }

  /**
   * The operator with an official name.
   *
   * @throws InvalidCell if there is none; the message lists the allowed ones
   */
  public static VertexOperator parse(String officialName) {
    for (VertexOperator operator : BY_CODE) {
      if (operator.officialName.equals(officialName)) {
        return operator;
      }
    }
    throw new InvalidCell(
        "unknown operator '%s'; allowed: %s"
            .formatted(
                officialName,
                Arrays.stream(values())
                    .map(VertexOperator::officialName)
                    .collect(Collectors.joining(", "))));
  }
}
