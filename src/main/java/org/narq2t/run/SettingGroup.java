package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.configuration.SettingValues;

/**
 * The settings of a configuration as a form asks for them: they follow from the records of its
 * modules.
 *
 * @param key dotted; empty for those of the run itself
 * @param groups within this one
 */
public record SettingGroup(String key, List<Setting> settings, List<SettingGroup> groups) {

  /**
   * A setting.
   *
   * @param key dotted, as {@code --set} takes it
   * @param value as YAML takes it
   * @param options that it can have; none if it is a number or a text
   */
  public record Setting(String key, String value, List<String> options, boolean isNumber) {}

  /** The settings of a configuration, but these; the groups are its parts. */
  public static SettingGroup of(RunConfiguration configuration, Set<String> but) {
    return of("", ConfigurationFile.tree(configuration), configuration, but);
  }

  private static SettingGroup of(String key, JsonNode tree, Record settings, Set<String> but) {
    List<Setting> own = new ArrayList<>();
    List<SettingGroup> groups = new ArrayList<>();
    String prefix = key.isEmpty() ? "" : key + ".";
    if (tree.has("type")) {
      List<String> modules = List.copyOf(Components.SETTINGS.get(key).keySet());
      own.add(new Setting(prefix + "type", tree.get("type").asText(), modules, false));
    }
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String name = SettingValues.name(component);
      if (!but.contains(prefix + name)) {
        Object value = value(component, settings);
        if (value instanceof Record part && tree.get(name).isObject()) {
          groups.add(of(prefix + name, tree.get(name), part, but));
        } else {
          own.add(setting(prefix + name, tree.get(name), value));
        }
      }
    }
    return new SettingGroup(key, List.copyOf(own), List.copyOf(groups));
  }

  private static Setting setting(String key, JsonNode node, Object value) {
    return new Setting(
        key,
        node.isValueNode() ? plain(node.asText()) : node.toString(),
        options(value),
        value instanceof Number);
  }

  private static List<String> options(Object value) {
    if (value instanceof Boolean) {
      return List.of("true", "false");
    }
    return value instanceof Enum<?> one
        ? Arrays.stream(one.getDeclaringClass().getEnumConstants())
            .map(constant -> KebabCaseEnums.spelling((Enum<?>) constant))
            .toList()
        : List.of();
  }

  /** {@code 5.0} as {@code 5}. */
  private static String plain(String number) {
    return number.matches("-?\\d+\\.0") ? number.substring(0, number.length() - 2) : number;
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
