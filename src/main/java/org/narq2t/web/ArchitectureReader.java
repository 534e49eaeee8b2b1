package org.narq2t.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.run.Scoring;
import org.narq2t.space.SearchSpace;

/** Reads architectures as clients name them: official strings, indices of the run, or cells. */
record ArchitectureReader(Scoring.Names names) {

  /**
   * Their indices in the whole space.
   *
   * @throws Refused naming the first that is none
   */
  int[] indices(List<JsonNode> given) {
    int[] indices = new int[given.size()];
    for (int i = 0; i < indices.length; i++) {
      try {
        indices[i] = index(given.get(i));
      } catch (IllegalArgumentException e) {
        throw Refused.field("architectures." + i, e.getMessage());
      }
    }
    return indices;
  }

  private int index(JsonNode given) {
    if (given.isTextual()) {
      return names.space().indexOf(given.asText());
    }
    if (given.canConvertToInt() && given.isIntegralNumber()) {
      return names.ofRun(given.asInt());
    }
    if (given.isObject()) {
      return cell(names.space(), given);
    }
    throw new IllegalArgumentException(
        "an architecture is an official string, an index, or a graph");
  }

  private static int cell(SearchSpace space, JsonNode given) {
    JsonNode rows = given.path("adjacency");
    int[][] adjacency = new int[rows.size()][];
    for (int row = 0; row < adjacency.length; row++) {
      adjacency[row] = new int[rows.get(row).size()];
      for (int column = 0; column < adjacency[row].length; column++) {
        adjacency[row][column] = rows.get(row).get(column).asInt(-1);
      }
      if (adjacency[row].length != adjacency.length) {
        throw new IllegalArgumentException("'adjacency' must be a square of 0 and 1, by rows");
      }
    }
    List<String> operations = new ArrayList<>();
    given.path("operations").forEach(operation -> operations.add(operation.asText()));
    return space.indexOf(adjacency, operations);
  }
}
