package org.narq2t.configuration;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The lines on which the keys of a YAML document stand. */
final class YamlLines {
  private YamlLines() {}

  /** {@code name:line} of each key, by its dotted path. */
  static Map<String, String> of(String name, String text) {
    Map<String, String> origins = new HashMap<>();
    Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    locate(name, root, "", origins);
    return origins;
  }

  private static void locate(String name, Node node, String prefix, Map<String, String> origins) {
    if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        Node item = sequence.getValue().get(i);
        origins.put(prefix + i, name + ":" + (item.getStartMark().getLine() + 1));
        locate(name, item, prefix + i + ".", origins);
      }
    }
    if (!(node instanceof MappingNode mapping)) {
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        String path = prefix + key.getValue();
        origins.put(path, name + ":" + (key.getStartMark().getLine() + 1));
        locate(name, entry.getValueNode(), path + ".", origins);
      }
    }
  }
}
