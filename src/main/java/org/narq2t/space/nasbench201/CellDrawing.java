package org.narq2t.space.nasbench201;

import java.util.Locale;

/**
 * A NAS-Bench-201 cell as inline SVG, as in the paper's Fig. 5-7: four nodes from the input 0 to
 * the output 3, an edge for each operator. Colours come from the style sheet of the page.
 */
final class CellDrawing {

  private static final int NODE_Y = 136;
  private static final int NODE_RADIUS = 20;
  private static final int FIRST_X = 40;
  private static final int STEP_X = 140;

  private CellDrawing() {}

  /** What an operator is called in a drawing. */
  static String label(Operator operator) {
    return switch (operator) {
      case NONE -> "none";
      case SKIP_CONNECT -> "skip";
      case NOR_CONV_1X1 -> "conv 1×1";
      case NOR_CONV_3X3 -> "conv 3×3";
      case AVG_POOL_3X3 -> "avg 3×3";
    };
  }

  /** Draws the cell with these operator codes on the six {@link NasBench201#EDGES}. */
  static String svg(int[] codes) {
    StringBuilder edges = new StringBuilder();
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < codes.length; i++) {
      Edge edge = NasBench201.EDGES.get(i);
      Operator operator = Operator.of(codes[i]);
      edges.append(edge(edge, operator));
      words.append(i == 0 ? "" : ", ");
      words.append("%d to %d %s".formatted(edge.from(), edge.to(), label(operator)));
    }
    StringBuilder nodes = new StringBuilder();
    for (int node = 0; node < NasBench201.NODES; node++) {
      nodes.append(node(node));
    }
    return """
        <svg class="cell" viewBox="0 0 500 238" role="img" aria-label="Cell of four nodes: %s">
        %s%s</svg>"""
        .formatted(words, edges, nodes);
  }

  private static String edge(Edge edge, Operator operator) {
    double startX = x(edge.from());
    double endX = x(edge.to());
    double controlX = (startX + endX) / 2;
    double controlY = controlY(edge);
    double length = Math.hypot(endX - controlX, NODE_Y - controlY);
    double towardsX = (endX - controlX) / length;
    double towardsY = (NODE_Y - controlY) / length;
    double lineX = startX + NODE_RADIUS * towardsX;
    double startY = NODE_Y - NODE_RADIUS * towardsY;
    // the arrow's tip touches the node; the line ends within the arrow
    double tipX = endX - (NODE_RADIUS + 2) * towardsX;
    double tipY = NODE_Y - (NODE_RADIUS + 2) * towardsY;
    double baseX = tipX - 10 * towardsX;
    double baseY = tipY - 10 * towardsY;
    // above its line, but below the lowest one
    double middleY = (startY + 2 * controlY + baseY) / 4;
    double labelY = middleY + (controlY > NODE_Y ? 20 : -8);
    return format(
        """
        <g class="edge %s" data-edge="%d-%d">\
        <path d="M%.1f %.1fQ%.1f %.1f %.1f %.1f"/>\
        <polygon points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/>\
        <text x="%.1f" y="%.1f">%s</text></g>
        """,
        operator.officialName(),
        edge.from(),
        edge.to(),
        lineX,
        startY,
        controlX,
        controlY,
        baseX,
        baseY,
        tipX,
        tipY,
        baseX - 5 * towardsY,
        baseY + 5 * towardsX,
        baseX + 5 * towardsY,
        baseY - 5 * towardsX,
        controlX,
        labelY,
        label(operator));
  }

  /** Neighbours are joined by a straight line, 0-2 and 0-3 by arcs above, 1-3 by one below. */
  private static double controlY(Edge edge) {
    if (edge.to() - edge.from() == 1) {
      return NODE_Y;
    }
    if (edge.from() == 1) {
      return NODE_Y + 130;
    }
    return edge.to() == 2 ? NODE_Y - 100 : NODE_Y - 204;
  }

  private static String node(int node) {
    String role = node == 0 ? "input" : node == NasBench201.NODES - 1 ? "output" : "";
    return format(
        """
        <g class="node"><circle cx="%.0f" cy="%d" r="%d"/><text x="%.0f" y="%d">%d</text>\
        <text class="role" x="%.0f" y="%d">%s</text></g>
        """,
        x(node), NODE_Y, NODE_RADIUS, x(node), NODE_Y + 6, node, x(node), NODE_Y + 40, role);
  }

  private static double x(int node) {
    return FIRST_X + STEP_X * (double) node;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
