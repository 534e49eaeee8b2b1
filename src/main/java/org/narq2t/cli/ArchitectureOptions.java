package org.narq2t.cli;

import java.util.List;
import java.util.Locale;
import org.narq2t.space.SearchSpace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which architecture is meant, or which file of them. */
final class ArchitectureOptions {
  @Option(
      names = {"--arch", "--hash"},
      paramLabel = "TEXT",
      description = "The official string; of nb101 the module hash.")
  String arch;

  @Option(names = "--index", paramLabel = "N", description = "The official index, from 0.")
  Integer index;

  @ArgGroup(exclusive = false, multiplicity = "1")
  Graph graph;

  @Option(
      names = {"--list", "--hashes"},
      paramLabel = "FILE",
      description =
          "A file with an official string on each line, - for standard input: prints one line of"
              + " JSON for each, in the same order; tens of thousands need seconds. Stops at a"
              + " bad line.")
  String list;

  static final class Graph {
    @Option(
        names = "--adjacency",
        required = true,
        paramLabel = "DIGITS",
        description = "Of nb101: the matrix, row after row; 010001000 is input -> 1 -> output.")
    String adjacency;

    @Option(
        names = "--operations",
        required = true,
        paramLabel = "NAMES",
        description =
            "Of each vertex, with commas: input, then conv3x3-bn-relu, conv1x1-bn-relu or"
                + " maxpool3x3, then output.")
    String operations;

    /** As numbers, [from][to]. */
    int[][] matrix() {
      int size = (int) Math.sqrt(adjacency.length());
      if (size * size != adjacency.length() || !adjacency.matches("[01]+")) {
        throw new IllegalArgumentException(
            "--adjacency '%s' is not a square matrix of 0 and 1, row after row"
                .formatted(adjacency));
      }
      int[][] matrix = new int[size][size];
      for (int i = 0; i < adjacency.length(); i++) {
        matrix[i / size][i % size] = adjacency.charAt(i) - '0';
      }
      return matrix;
    }

    /** As the space writes a network. */
    String text() {
      return adjacency + " " + operations;
    }
  }

  /** The official index of the one that is named. */
  int index(SearchSpace space) {
    if (arch != null) {
      return space.indexOf(arch);
    }
    if (graph != null) {
      return space.indexOf(graph.matrix(), List.of(graph.operations.split(",", -1)));
    }
    if (index < 0 || index >= space.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "--index cannot be %d; allowed: 0 to %d", index, space.size() - 1));
    }
    return index;
  }
}
