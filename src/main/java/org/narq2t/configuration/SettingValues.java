package org.narq2t.configuration;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a settings record by the names that they have in YAML: what Python gets. */
public final class SettingValues {
  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(SNAKE_CASE)
          .annotationIntrospector(new KebabCaseEnums())
          .build();

  private static final TypeReference<Map<String, Object>> NAMED = new TypeReference<>() {};

  private SettingValues() {}

  /** All of them, those of parts as maps too; without the name of the module. */
  public static Map<String, Object> named(Object settings) {
    Map<String, Object> named = new LinkedHashMap<>(MAPPER.convertValue(settings, NAMED));
    named.remove("type");
    return named;
  }

  /** The name of a component. */
  public static String name(RecordComponent component) {
    return name(component.getName());
  }

  /** {@code training.batchSize}, as records and Java name it, as {@code training.batch_size}. */
  public static String name(String path) {
    return SNAKE_CASE.translate(path);
  }
}
