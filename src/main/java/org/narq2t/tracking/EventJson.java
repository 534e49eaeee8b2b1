package org.narq2t.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import org.narq2t.configuration.SettingValues;

/**
 * Events as clients are told them. The database keeps them by the names of their records; here keys
 * have underscores, stages are in lower case, and what is no number is null.
 */
public final class EventJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private EventJson() {}

  /** An event as the database has it. */
  public static String text(RunEvents.RecordedEvent event) {
    try {
      return told("", JSON.readTree(event.payload())).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.number() + " cannot be read", e);
    }
  }

  /** An event, or a part of one. */
  public static JsonNode of(Object event) {
    return told("", JSON.valueToTree(event));
  }

  private static JsonNode told(String key, JsonNode value) {
    if (value.isObject()) {
      ObjectNode told = JSON.createObjectNode();
      value
          .properties()
          .forEach(
              entry -> {
                String name = SettingValues.name(entry.getKey());
                told.set(name, told(name, entry.getValue()));
              });
      return told;
    }
    if (value.isArray()) {
      ArrayNode told = JSON.createArrayNode();
      value.forEach(each -> told.add(told(key, each)));
      return told;
    }
    if (NO_NUMBERS.contains(value.asText())) {
      return NullNode.getInstance();
    }
    return key.equals("stage") ? TextNode.valueOf(value.asText().toLowerCase(Locale.ROOT)) : value;
  }
}
