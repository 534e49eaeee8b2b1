package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.SettingValues;
import org.narq2t.configuration.YamlLayer;

/**
 * The keys that a layer may have: the components of its record. They are checked before it is read,
 * for Jackson would report a missing key before a misspelt one.
 */
final class KnownKeys {
  private KnownKeys() {}

  /**
   * Checks the keys of a layer and of all within it, but not those of lists.
   *
   * @throws InvalidConfiguration naming file, line, key and the allowed ones
   */
  static void require(YamlLayer layer, Class<?> type) {
    require(layer, layer.tree(), type, "");
  }

  private static void require(YamlLayer layer, JsonNode tree, Class<?> type, String prefix) {
    Map<String, Class<?>> known = new TreeMap<>();
    if (tree.has("type")) { // of a module, and checked
      known.put("type", String.class);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(SettingValues.name(component), component.getType());
    }
    tree.properties()
        .forEach(
            entry -> {
              String path = prefix + entry.getKey();
              Class<?> valueType = known.get(entry.getKey());
              if (valueType == null) {
                throw new InvalidConfiguration(
                    "%s: unknown key '%s'; allowed: %s"
                        .formatted(layer.origin(path), path, String.join(", ", known.keySet())));
              }
              Class<?> settings =
                  valueType.isInterface() && Components.SETTINGS.containsKey(path)
                      ? Components.SETTINGS.get(path).get(entry.getValue().get("type").asText())
                      : valueType;
              if (settings.isRecord() && entry.getValue().isObject()) {
                require(layer, entry.getValue(), settings, path + ".");
              }
            });
  }
}
