package org.narq2t.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Puts the values of a tree under other keys of another tree. */
final class Relocation {
  private Relocation() {}

  /**
   * @param place the dotted key that a dotted key gets
   */
  static void of(ObjectNode from, UnaryOperator<String> place, ObjectNode to) {
    move(from, "", place, to);
  }

  private static void move(
      ObjectNode from, String prefix, UnaryOperator<String> place, ObjectNode to) {
    from.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              if (entry.getValue() instanceof ObjectNode section && !section.isEmpty()) {
                move(section, key + ".", place, to);
              } else {
                put(to, place.apply(key), entry.getValue());
              }
            });
  }

  private static void put(ObjectNode to, String key, JsonNode value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      to.set(key, value);
      return;
    }
    String section = key.substring(0, dot);
    JsonNode below = to.get(section);
    put(
        below instanceof ObjectNode object ? object : to.putObject(section),
        key.substring(dot + 1),
        value);
  }
}
