package org.narq2t.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.narq2t.benchmark.Provenance;
import org.narq2t.configuration.SettingValues;

/**
 * Where a table comes from, as answers tell it. In its own file and in records of runs checksums,
 * seeds and what is missing are texts that hold JSON; here they are that JSON.
 */
public final class TableOrigin {
  private TableOrigin() {}

  /** All of it, with underscores in its keys. */
  public static ObjectNode of(Provenance table) {
    return of(Json.MAPPER.<JsonNode>valueToTree(table));
  }

  /** The same of what a run recorded. */
  public static ObjectNode of(JsonNode recorded) {
    ObjectNode told = Json.MAPPER.createObjectNode();
    recorded
        .properties()
        .forEach(
            entry ->
                told.set(
                    SettingValues.name(entry.getKey()),
                    entry.getValue().isTextual()
                        ? value(entry.getValue().textValue())
                        : entry.getValue()));
    return told;
  }

  /** The object or list that a text holds, or the text. */
  public static JsonNode value(String text) {
    try {
      JsonNode value = Json.MAPPER.readTree(text);
      return value.isContainerNode() ? value : Json.MAPPER.getNodeFactory().textNode(text);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.getNodeFactory().textNode(text);
    }
  }
}
