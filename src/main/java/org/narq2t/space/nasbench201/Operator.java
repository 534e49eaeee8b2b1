package org.narq2t.space.nasbench201;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The operator of an edge of a NAS-Bench-201 cell.
 *
 * <p>The code of an operator is its ordinal, as in the authors' operator matrix (none 0 ...
 * avg_pool_3x3 4).
 */
public enum Operator {
  NONE("none", 0),
  SKIP_CONNECT("skip_connect", 0),
  NOR_CONV_1X1("nor_conv_1x1", 1),
  NOR_CONV_3X3("nor_conv_3x3", 3),
  AVG_POOL_3X3("avg_pool_3x3", 0);

  private static final List<Operator> BY_CODE = List.of(values());

  private final String officialName;
  private final int kernel;

  Operator(String officialName, int kernel) {
    this.officialName = officialName;
    this.kernel = kernel;
  }

  /** The ordinal code, 0 to 4. */
  public int code() {
    return ordinal();
  }

  /** The name in official architecture strings. */
  public String officialName() {
    return officialName;
  }

  /** The side of the convolution kernel; 0 for an operator without weights. */
  public int kernel() {
    return kernel;
  }

  /** The operator with this code. */
  public static Operator of(int code) {
    return BY_CODE.get(code);
  }

  /** The number of operators, 5. */
  public static int count() {
    return BY_CODE.size();
  }

  /**
   * The operator with this official name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the allowed names
   */
  public static Operator parse(String officialName) {
    for (Operator operator : BY_CODE) {
      if (operator.officialName.equals(officialName)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(
        "unknown operator '%s'; allowed: %s".formatted(officialName, allowed()));
  }

  private static String allowed() {
    return Arrays.stream(values()).map(Operator::officialName).collect(Collectors.joining(", "));
  }
}
