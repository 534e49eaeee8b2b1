package org.narq2t.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.configuration.YamlLayer;

/** Makes records of YAML: what is misspelt, missing or impossible is told with its place. */
record LayerReader(JsonMapper mapper) {

  /** Every key must be there. */
  static final LayerReader COMPLETE =
      new LayerReader(
          named(JsonMapper.builder())
              .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
              .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
              .build());

  /** For records whose constructors say themselves what may be left out. */
  static final LayerReader PARTIAL =
      new LayerReader(
          COMPLETE
              .mapper
              .rebuild()
              .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
              .build());

  /** A mapper that knows the names of modules, keys and values. */
  static <B extends MapperBuilder<?, B>> B named(B builder) {
    return Components.register(builder)
        .propertyNamingStrategy(new SnakeCaseStrategy())
        .annotationIntrospector(new KebabCaseEnums());
  }

  /**
   * Reads a layer.
   *
   * @throws InvalidConfiguration naming file, line, key and what is allowed
   */
  <T> T read(YamlLayer layer, Class<T> type) {
    KnownKeys.require(layer, type);
    try {
      return mapper.treeToValue(layer.tree(), type);
    } catch (UnrecognizedPropertyException e) { // within a list: the outer keys were checked
      throw new InvalidConfiguration(
          "%s: unknown key '%s'; allowed: %s"
              .formatted(
                  layer.origin(path(e)),
                  path(e),
                  e.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof Impossible impossible) {
        String path =
            Stream.of(path(e), impossible.key())
                .filter(key -> !key.isEmpty())
                .collect(Collectors.joining("."));
        throw new InvalidConfiguration(
            layer.origin(path)
                + ": "
                + path
                + impossible.getMessage().substring(impossible.key().length()));
      }
      if (e instanceof MismatchedInputException mismatch && missing(e)) {
        throw new InvalidConfiguration(
            "%s: missing key '%s'".formatted(layer.origin(path(e)), path(mismatch)));
      }
      Class<?> target = e instanceof MismatchedInputException m ? m.getTargetType() : null;
      throw new InvalidConfiguration(
          "%s: %s cannot be %s; allowed: %s"
              .formatted(layer.origin(path(e)), path(e), value(layer, path(e)), allowed(target)));
    } catch (JsonProcessingException e) {
      throw new InvalidConfiguration(e.getOriginalMessage());
    }
  }

  private static String value(YamlLayer layer, String path) {
    JsonNode value = layer.tree().at("/" + path.replace('.', '/'));
    return value.isTextual() ? "'" + value.asText() + "'" : value.toString();
  }

  private static boolean missing(JsonMappingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return message.startsWith("Missing") || message.startsWith("Null value");
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(at -> at.getFieldName() == null ? "" + at.getIndex() : at.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String allowed(Class<?> type) {
    if (type == null) {
      return "see configs/nasbench201/cifar10.yaml";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> KebabCaseEnums.spelling((Enum<?>) constant))
          .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    return type == double.class
        ? "a number"
        : type.isRecord() || Map.class.isAssignableFrom(type)
            ? "keys and values"
            : Collection.class.isAssignableFrom(type) ? "a list" : "text";
  }
}
