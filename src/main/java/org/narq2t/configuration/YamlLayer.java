package org.narq2t.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One YAML document and the line on which each of its keys stands.
 *
 * @param tree the document
 * @param origins place of each key, by its dotted path
 */
public record YamlLayer(ObjectNode tree, Map<String, String> origins) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  public static YamlLayer read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new InvalidConfiguration(
          "There is no configuration file " + file + "; those of the paper are in configs/");
    } catch (IOException e) {
      throw new InvalidConfiguration("Cannot read " + file + ": " + e.getMessage());
    }
  }

  /** A layer of one value, {@code path=value}, as the command line gives it. */
  public static YamlLayer override(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new InvalidConfiguration(
          "--set takes key=value, for example strategy.top=3, not '" + assignment + "'");
    }
    StringBuilder yaml = new StringBuilder();
    String indent = "";
    for (String key : assignment.substring(0, equals).split("\\.")) {
      yaml.append(yaml.isEmpty() ? "" : "\n").append(indent).append(key).append(":");
      indent += "  ";
    }
    String value = assignment.substring(equals + 1);
    yaml.append(' ').append(value.isBlank() ? "''" : value); // an empty text, not nothing
    YamlLayer layer = parse("--set " + assignment, yaml.toString());
    Map<String, String> origins = new HashMap<>();
    layer.origins.keySet().forEach(path -> origins.put(path, "--set " + assignment));
    return new YamlLayer(layer.tree, origins);
  }

  public static YamlLayer parse(String name, String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!(tree instanceof ObjectNode object)) {
        throw new InvalidConfiguration(name + ": expected keys and values, found " + nature(tree));
      }
      return new YamlLayer(object, YamlLines.of(name, text));
    } catch (YAMLException e) { // what Jackson did not look at: a second document, for example
      throw new InvalidConfiguration(name + ": not valid YAML: " + firstLine(e.getMessage()));
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw new InvalidConfiguration(name + line + ": not valid YAML: " + e.getOriginalMessage());
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String nature(JsonNode tree) {
    return tree == null || tree.isMissingNode() || tree.isNull()
        ? "an empty file"
        : "a " + tree.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * This layer with every setting under another key; sections take their settings along.
   *
   * @param place of a dotted key
   */
  public YamlLayer rename(UnaryOperator<String> place) {
    ObjectNode renamed = YAML.createObjectNode();
    Map<String, String> places = new HashMap<>();
    Relocation.of(tree, place, renamed);
    origins.forEach((key, origin) -> places.put(place.apply(key), origin));
    return new YamlLayer(renamed, places);
  }

  /**
   * This layer with {@code upper}'s values put over it. A section whose {@code type} is another is
   * replaced, not merged: it is of another module.
   */
  public YamlLayer under(YamlLayer upper) {
    ObjectNode merged = tree.deepCopy();
    merge(merged, upper.tree);
    Map<String, String> places = new HashMap<>(origins);
    places.putAll(upper.origins);
    return new YamlLayer(merged, places);
  }

  private static void merge(ObjectNode lower, ObjectNode upper) {
    upper
        .properties()
        .forEach(
            entry -> {
              JsonNode below = lower.get(entry.getKey());
              if (below instanceof ObjectNode a
                  && entry.getValue() instanceof ObjectNode b
                  && !isOfAnotherType(a, b)) {
                merge(a, b);
              } else {
                lower.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static boolean isOfAnotherType(ObjectNode lower, ObjectNode upper) {
    return lower.has("type") && upper.has("type") && !lower.get("type").equals(upper.get("type"));
  }

  /** Where a key stands, or where its nearest parent does. */
  public String origin(String path) {
    for (String p = path; !p.isEmpty(); p = p.substring(0, Math.max(0, p.lastIndexOf('.')))) {
      if (origins.containsKey(p)) {
        return origins.get(p);
      }
    }
    String any = origins.values().stream().sorted().findFirst().orElse("configuration");
    return origins.getOrDefault("dataset", any).replaceFirst(":\\d+$", "");
  }
}
