package org.narq2t.space.nasbench201;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The official text of a NAS-Bench-201 cell: {@code |a~0|+|b~0|c~1|+|d~0|e~1|f~2|}.
 *
 * <p>A group per node 1 to 3, in it one operator per edge with the node that the edge comes from.
 */
final class ArchitectureString {

  private static final Pattern EDGE = Pattern.compile("([a-z0-9_]+)~([0-9]+)\\|");

  private ArchitectureString() {}

  /** The text of six operator codes, in the order of {@link NasBench201#EDGES}. */
  static String format(int[] codes) {
    StringBuilder text = new StringBuilder();
    int edge = 0;
    for (int node = 1; node < NasBench201.NODES; node++) {
      text.append(node == 1 ? "|" : "+|");
      for (int from = 0; from < node; from++) {
        text.append(Operator.of(codes[edge++]).officialName()).append('~').append(from).append('|');
      }
    }
    return text.toString();
  }

  /**
   * The six operator codes of a text.
   *
   * @throws IllegalArgumentException that says what is wrong and at which character
   */
  static int[] parse(String text) {
    int[] codes = new int[NasBench201.EDGES.size()];
    int edge = 0;
    int position = 0;
    Matcher matcher = EDGE.matcher(text);
    for (int node = 1; node < NasBench201.NODES; node++) {
      position = expect(text, position, node == 1 ? "|" : "+|");
      for (int from = 0; from < node; from++) {
        if (!matcher.find(position) || matcher.start() != position) {
          throw wrong(text, position, "expected 'operator~%d|'".formatted(from));
        }
        codes[edge++] = operator(text, matcher);
        if (!matcher.group(2).equals(Integer.toString(from))) {
          throw wrong(text, matcher.start(2), "node %d needs input %d here".formatted(node, from));
        }
        position = matcher.end();
      }
    }
    if (position != text.length()) {
      throw wrong(text, position, "expected the end");
    }
    return codes;
  }

  private static int operator(String text, Matcher matcher) {
    try {
      return Operator.parse(matcher.group(1)).code();
    } catch (IllegalArgumentException e) {
      throw wrong(text, matcher.start(1), e.getMessage());
    }
  }

  private static int expect(String text, int position, String token) {
    if (!text.startsWith(token, position)) {
      throw wrong(text, position, "expected '%s'".formatted(token));
    }
    return position + token.length();
  }

  private static IllegalArgumentException wrong(String text, int position, String what) {
    return new IllegalArgumentException(
        "not a NAS-Bench-201 architecture: %s at character %d of '%s'"
            .formatted(what, position + 1, text));
  }
}
