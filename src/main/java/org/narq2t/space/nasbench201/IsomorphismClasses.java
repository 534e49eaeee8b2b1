package org.narq2t.space.nasbench201;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which architectures of NAS-Bench-201 compute the same: 6,466 classes among 15,625.
 *
 * <p>The definition is that of NAS-Bench-201 itself ({@code to_unique_str} with zeros considered):
 * the expression of a node is the sorted sum of its inputs; {@code none}, or any operator on a node
 * that is only zero, contributes zero; {@code skip_connect} contributes its input as it is. A zero
 * stays as a term of a sum, so it is finer than equality of functions: a sum with a zero in it is
 * not the sum without.
 */
public final class IsomorphismClasses {

  private static final String ZERO = "#";

  private final int[] representative;
  private final int count;

  private IsomorphismClasses(int[] representative, int count) {
    this.representative = representative;
    this.count = count;
  }

  /** Computes the classes of the space. */
  public static IsomorphismClasses of(NasBench201 space) {
    Map<String, Integer> first = new HashMap<>();
    int[] representative = new int[space.size()];
    for (int index = 0; index < space.size(); index++) {
      String expression = expression(space.codes(index));
      first.putIfAbsent(expression, index);
      representative[index] = first.get(expression);
    }
    return new IsomorphismClasses(representative, first.size());
  }

  /** The smallest index among the architectures isomorphic to this one. */
  public int representative(int architecture) {
    return representative[architecture];
  }

  /** The number of classes. */
  public int count() {
    return count;
  }

  /** The expression of the output node over six operator codes. */
  static String expression(int[] codes) {
    List<String> nodes = new ArrayList<>(List.of("0"));
    int edge = 0;
    for (int node = 1; node < NasBench201.NODES; node++) {
      List<String> terms = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        terms.add(term(Operator.of(codes[edge++]), nodes.get(from)));
      }
      Collections.sort(terms);
      nodes.add(String.join("+", terms));
    }
    return nodes.get(nodes.size() - 1);
  }

  private static String term(Operator operator, String input) {
    if (operator == Operator.NONE || input.equals(ZERO)) {
      return ZERO;
    }
    return operator == Operator.SKIP_CONNECT
        ? input
        : "(%s)@%s".formatted(input, operator.officialName());
  }
}
