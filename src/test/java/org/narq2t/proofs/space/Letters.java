package org.narq2t.proofs.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Space;
import org.narq2t.space.Task;

/**
 * A toy space that nobody can enumerate: chains of 1 to 30 operators a to z, numbered in the order
 * of first sight.
 */
final class Letters implements Space {
  private static final int LONGEST = 30;
  private static final int ALPHABET = 26;

  private static final Pattern TEXT = Pattern.compile("[a-z]{1,30}");

  private final List<String> seen = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  @Override
  public String name() {
    return "letters";
  }

  @Override
  public OptionalInt cardinality() {
    return OptionalInt.empty();
  }

  @Override
  public String describe(int architecture) {
    return seen.get(architecture);
  }

  @Override
  public int indexOf(String description) {
    Integer known = numbers.get(description);
    if (known != null) {
      return known;
    }
    if (!TEXT.matcher(description).matches()) {
      throw new IllegalArgumentException("not 1 to 30 letters: " + description);
    }
    numbers.put(description, seen.size());
    seen.add(description);
    return seen.size() - 1;
  }

  @Override
  public int draw(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(1, LONGEST + 1); left > 0; left--) {
      text.append((char) ('a' + random.nextInt(ALPHABET)));
    }
    return indexOf(text.toString());
  }

  /**
   * A letter is replaced by one beside it in the alphabet, or the last letter goes, or one comes.
   */
  @Override
  public int[] neighbours(int architecture) {
    String text = describe(architecture);
    List<String> found = new ArrayList<>();
    for (int place = 0; place < text.length(); place++) {
      for (int step : new int[] {1, ALPHABET - 1}) {
        char other = (char) ('a' + (text.charAt(place) - 'a' + step) % ALPHABET);
        found.add(text.substring(0, place) + other + text.substring(place + 1));
      }
    }
    if (text.length() > 1) {
      found.add(text.substring(0, text.length() - 1));
    }
    for (char letter = 'a'; letter <= 'z' && text.length() < LONGEST; letter++) {
      found.add(text + letter);
    }
    return found.stream().mapToInt(this::indexOf).toArray();
  }

  @Override
  public int representative(int architecture) {
    return architecture;
  }

  @Override
  public CellGraph graph(int architecture) {
    String text = describe(architecture);
    int size = text.length() + 2;
    int[] labels = new int[size];
    int[][] edges = new int[size][size];
    for (int vertex = 1; vertex < size; vertex++) {
      edges[vertex - 1][vertex] = 1;
      labels[vertex] = vertex < size - 1 ? text.charAt(vertex - 1) - 'a' : CellGraph.OUTPUT;
    }
    labels[0] = CellGraph.INPUT;
    return new CellGraph(labels, edges);
  }

  @Override
  public int[] liveOperators(int architecture) {
    return new int[0];
  }

  @Override
  public long flops(int architecture, Task dataset) {
    return describe(architecture).chars().sum();
  }

  @Override
  public long parameters(int architecture, Task dataset) {
    return describe(architecture).length();
  }
}
