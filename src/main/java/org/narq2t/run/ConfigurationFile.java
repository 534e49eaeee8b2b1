package org.narq2t.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.configuration.YamlLayer;

/**
 * Reads a run's configuration: its preset with what that says of the space ({@code
 * preset.space.yaml}), over that the file, over that the command line's {@code --set} values. A
 * preset that is one of these values is over the file: who asks for it means all of it.
 */
public final class ConfigurationFile {
  private static final YAMLMapper WRITER =
      LayerReader.named(YAMLMapper.builder())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID) // a type is a key like others
          .build();

  private ConfigurationFile() {}

  /**
   * Reads a configuration.
   *
   * @param presets folder that holds {@code as-released.yaml} and others
   * @param overrides {@code key=value} pairs, for example {@code strategy.top=3}
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
    return LayerReader.PARTIAL.read(YamlLayer.parse(origin, yaml), type);
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
          "%s: missing key 'preset'; allowed: %s"
              .formatted(origin, String.join(", ", Presets.names(presets))));
    }
    if (!Presets.names(presets).contains(presetName(layer))) {
      throw new InvalidConfiguration(
          "%s: preset cannot be '%s'; allowed: %s"
              .formatted(
                  layer.origin("preset"),
                  presetName(layer),
                  String.join(", ", Presets.names(presets))));
    }
    YamlLayer presetLayer =
        Presets.read(presets, presetName(layer), layer.tree().path("space").asText());
    boolean asked = set.stream().anyMatch(value -> value.tree().has("preset"));
    presetLayer = EarlierKeys.today(presetLayer, false);
    YamlLayer chosen = asked ? under(given.under(presetLayer), set) : presetLayer.under(layer);
    YamlLayer whole = defaults(presets.resolveSibling(""), chosen).under(chosen);
    refuseUnknownTypes(whole);
    return LayerReader.COMPLETE.read(whole, RunConfiguration.class);
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

  /** The configuration by the names that YAML has for its settings. */
  static JsonNode tree(RunConfiguration configuration) {
    return WRITER.valueToTree(configuration);
  }

  /** The configuration as YAML, complete: reading it again gives an equal one. */
  public static String write(RunConfiguration configuration) {
    try {
      return WRITER.writeValueAsString(configuration);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All settings of a configuration by dotted name, with values as {@code --set} takes them. */
  public static Map<String, String> settings(RunConfiguration configuration) {
    return Json.flatten(tree(configuration));
  }

  /** The same of a configuration that was written, if by an earlier version with today's names. */
  public static Map<String, String> settings(String yaml) {
    return Json.flatten(EarlierKeys.today(YamlLayer.parse("configuration", yaml), true).tree());
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
}
