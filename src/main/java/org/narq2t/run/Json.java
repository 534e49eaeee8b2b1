package org.narq2t.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;

/** How records of runs are written and read as JSON. NaN is written as the string "NaN". */
public final class Json {
  public static final JsonMapper MAPPER =
      Components.register(JsonMapper.builder())
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** The values of nested objects as text, by dotted path; a list is the text of its JSON. */
  public static Map<String, String> flatten(Object value) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", MAPPER.valueToTree(value), flat);
    return flat;
  }

  private static void flatten(String prefix, JsonNode tree, Map<String, String> flat) {
    tree.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              String path = prefix + entry.getKey();
              if (value.isObject()) {
                flatten(path + ".", value, flat);
              } else {
                flat.put(path, value.isValueNode() ? value.asText() : value.toString());
              }
            });
  }
}
