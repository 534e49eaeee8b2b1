package org.narq2t.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.configuration.YamlLayer;

/**
 * Reads a run's configuration: its preset with what that says of the space ({@code
 * preset.space.yaml}), over that the file, over that the command line's {@code --set} values. A
 * preset that is one of these values is over the file: who asks for it means all of it.
 */
public final class ConfigurationFile {
  private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
      new PropertyNamingStrategies.SnakeCaseStrategy();
  private static final JsonMapper STRICT =
      strict(JsonMapper.builder())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** For records whose constructors say themselves what may be left out. */
  private static final JsonMapper PARTIAL =
      STRICT
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private static final YAMLMapper WRITER =
      strict(YAMLMapper.builder())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID) // a type is a key like others
          .build();

  private static <B extends com.fasterxml.jackson.databind.cfg.MapperBuilder<?, B>> B strict(B b) {
    return Components.register(b)
        .propertyNamingStrategy(SNAKE_CASE)
        .annotationIntrospector(new KebabCaseEnums());
  }

  private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

  /** A name and no path: configurations come from the network too. */
  private static final Pattern PRESET = Pattern.compile("[\\w-]+");

  private ConfigurationFile() {}

  /**
   * Reads a configuration.
   *
   * @param presets folder that holds {@code as-released.yaml} and others
   * @param overrides {@code key=value} pairs, for example {@code search.top=3}
   * @throws InvalidConfiguration naming file, line, key and what is allowed
   */
  public static RunConfiguration read(Path presets, Path file, List<String> overrides) {
    return complete(presets, file.toString(), YamlLayer.read(file), overrides);
  }

  /**
   * Reads a configuration from a text.
   *
   * @param origin what errors call the text
   * @throws InvalidConfiguration as {@link #read}
   */
  public static RunConfiguration parse(
      Path presets, String origin, String yaml, List<String> overrides) {
    return complete(presets, origin, YamlLayer.parse(origin, yaml), overrides);
  }

  /**
   * Reads another kind of file as strictly. A key that is left out is null to the record's
   * constructor, which says with {@link Impossible} what it needs.
   *
   * @param origin what errors call the text
   * @throws InvalidConfiguration naming file, line, key and what is allowed
   */
  public static <T extends Record> T strictly(String origin, String yaml, Class<T> type) {
    return convert(YamlLayer.parse(origin, yaml), type, PARTIAL);
  }

  private static RunConfiguration complete(
      Path presets, String origin, YamlLayer own, List<String> overrides) {
    List<YamlLayer> set =
        overrides.stream()
            .map(YamlLayer::override)
            .map(layer -> EarlierKeys.today(layer, false))
            .toList();
    YamlLayer given = EarlierKeys.today(own, true);
    YamlLayer layer = under(given, set);
    if (!layer.tree().path("preset").isTextual()) {
      throw new InvalidConfiguration(
          "%s: missing key 'preset'; allowed: %s".formatted(origin, allowedPresets(presets)));
    }
    Path preset = presets.resolve(presetName(layer) + ".yaml");
    if (!PRESET.matcher(presetName(layer)).matches() || !Files.isRegularFile(preset)) {
      throw new InvalidConfiguration(
          "%s: preset cannot be '%s'; allowed: %s"
              .formatted(layer.origin("preset"), presetName(layer), allowedPresets(presets)));
    }
    YamlLayer presetLayer = YamlLayer.read(preset);
    Path ofSpace = presets.resolve(presetName(layer) + "." + layer.tree().path("space").asText());
    Path overlay = ofSpace.resolveSibling(ofSpace.getFileName() + ".yaml");
    if (Files.isRegularFile(overlay)) {
      presetLayer = presetLayer.under(YamlLayer.read(overlay));
    }
    boolean asked = set.stream().anyMatch(value -> value.tree().has("preset"));
    presetLayer = EarlierKeys.today(presetLayer, false);
    YamlLayer chosen = asked ? under(given.under(presetLayer), set) : presetLayer.under(layer);
    YamlLayer whole = defaults(presets.resolveSibling(""), chosen).under(chosen);
    refuseUnknownTypes(whole);
    return convert(whole, RunConfiguration.class, STRICT);
  }

  /** What a configuration need not say: of every run, and of the modules that it chooses. */
  private static YamlLayer defaults(Path configs, YamlLayer chosen) {
    YamlLayer defaults = YamlLayer.read(configs.resolve("defaults.yaml"));
    for (String port : Components.SETTINGS.keySet()) {
      String type = chosen.tree().path(port).path("type").asText();
      Path file = configs.resolve(port).resolve(type + ".yaml");
      if (Components.SETTINGS.get(port).containsKey(type) && Files.isRegularFile(file)) {
        defaults = defaults.under(YamlLayer.read(file));
      }
    }
    return defaults;
  }

  private static YamlLayer under(YamlLayer layer, List<YamlLayer> others) {
    return others.stream().reduce(layer, YamlLayer::under);
  }

  private static String presetName(YamlLayer layer) {
    return layer.tree().get("preset").asText();
  }

  /** The settings of a module by the names that they have in YAML, for Python. */
  static Map<String, Object> toPython(Object settings) {
    Map<String, Object> named = new LinkedHashMap<>(WRITER.convertValue(settings, JSON_OBJECT));
    named.remove("type");
    return named;
  }

  /** The configuration as YAML, complete: reading it again gives an equal one. */
  public static String write(RunConfiguration configuration) {
    try {
      return WRITER.writeValueAsString(configuration);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T convert(YamlLayer layer, Class<T> type, JsonMapper mapper) {
    refuseUnknownKeys(layer, layer.tree(), type, "");
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

  private static void refuseUnknownTypes(YamlLayer layer) {
    Components.SETTINGS.forEach(
        (port, modules) -> {
          JsonNode type = layer.tree().path(port).path("type");
          String allowed = String.join(", ", modules.keySet());
          if (type.isMissingNode()) {
            throw new InvalidConfiguration(
                "%s: missing key '%s.type'; allowed: %s"
                    .formatted(layer.origin(port), port, allowed));
          }
          if (!modules.containsKey(type.asText())) {
            throw new InvalidConfiguration(
                "%s: %s.type cannot be '%s'; allowed: %s"
                    .formatted(layer.origin(port + ".type"), port, type.asText(), allowed));
          }
        });
  }

  /**
   * A record's keys are its components: Jackson would report a missing key before a misspelt one.
   */
  private static void refuseUnknownKeys(
      YamlLayer layer, JsonNode tree, Class<?> type, String prefix) {
    Map<String, Class<?>> known = new TreeMap<>();
    if (tree.has("type")) { // of a module, and checked
      known.put("type", String.class);
    }
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(SNAKE_CASE.translate(component.getName()), component.getType());
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
                refuseUnknownKeys(layer, entry.getValue(), settings, path + ".");
              }
            });
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

  private static String allowedPresets(Path presets) {
    return String.join(", ", presetNames(presets));
  }

  /**
   * Names of the presets in a folder, in alphabetical order.
   *
   * @throws InvalidConfiguration if the folder cannot be read
   */
  public static List<String> presetNames(Path presets) {
    try (Stream<Path> files = Files.list(presets)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - 5))
          .filter(name -> !name.contains(".")) // preset.space.yaml: see read
          .sorted()
          .toList();
    } catch (java.io.IOException e) {
      throw new InvalidConfiguration("No presets in " + presets + ": is narq2t.home right?");
    }
  }
}
