package org.narq2t.configuration;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Locale;

/** Writes and reads enum constants as {@code kebab-case}, the spelling of the YAML files. */
public final class KebabCaseEnums extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
    for (int i = 0; i < values.length; i++) {
      names[i] = spelling(values[i]);
    }
    return names;
  }

  /** How a constant is spelt in the YAML files, and in the configuration that Python gets. */
  public static String spelling(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
