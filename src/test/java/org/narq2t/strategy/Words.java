package org.narq2t.strategy;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.narq2t.space.CellGraph;
import org.narq2t.space.Space;
import org.narq2t.space.Task;

/**
 * A toy space: 729 words of six letters a, b, c. Their halves are two chains of operators whose
 * results are added, so a word with its halves exchanged computes the same.
 */
public final class Words implements Space {
  private static final int LETTERS = 3;
  private static final int LENGTH = 6;
  private static final int HALF = LENGTH / 2;
  private static final int HALVES = 27; // LETTERS to the power of HALF

  @Override
  public String name() {
    return "words";
  }

  @Override
  public OptionalInt cardinality() {
    return OptionalInt.of(HALVES * HALVES);
  }

  @Override
  public String describe(int word) {
    StringBuilder text = new StringBuilder();
    Arrays.stream(letters(word)).forEach(letter -> text.append((char) ('a' + letter)));
    return text.toString();
  }

  @Override
  public int indexOf(String description) {
    if (!description.matches("[abc]{6}")) {
      throw new IllegalArgumentException("no word of six letters a, b, c: " + description);
    }
    return indexOf(description.chars().map(letter -> letter - 'a').toArray());
  }

  private static int indexOf(int[] letters) {
    return Arrays.stream(letters).reduce(0, (number, letter) -> number * LETTERS + letter);
  }

  /** The letters, 0 to 2. */
  public int[] letters(int word) {
    int[] letters = new int[LENGTH];
    for (int place = LENGTH - 1, rest = word; place >= 0; place--, rest /= LETTERS) {
      letters[place] = rest % LETTERS;
    }
    return letters;
  }

  @Override
  public int draw(RandomGenerator random) {
    return random.nextInt(HALVES * HALVES);
  }

  /** One letter changed: 12 words. */
  @Override
  public int[] neighbours(int word) {
    return IntStream.range(0, LENGTH * (LETTERS - 1))
        .map(
            change -> {
              int[] letters = letters(word);
              int place = change / (LETTERS - 1);
              letters[place] = (letters[place] + 1 + change % (LETTERS - 1)) % LETTERS;
              return indexOf(letters);
            })
        .sorted()
        .toArray();
  }

  @Override
  public int representative(int word) {
    return Math.min(word, word % HALVES * HALVES + word / HALVES);
  }

  @Override
  public CellGraph graph(int word) {
    int[] labels = new int[LENGTH + 2];
    System.arraycopy(letters(word), 0, labels, 1, LENGTH);
    labels[0] = CellGraph.INPUT;
    labels[LENGTH + 1] = CellGraph.OUTPUT;
    int[][] edges = new int[LENGTH + 2][LENGTH + 2];
    for (int half = 0; half < 2; half++) {
      int first = 1 + half * HALF;
      edges[0][first] = 1;
      edges[first][first + 1] = 1;
      edges[first + 1][first + 2] = 1;
      edges[first + 2][LENGTH + 1] = 1;
    }
    return new CellGraph(labels, edges);
  }

  @Override
  public int[] liveOperators(int word) {
    return letters(word);
  }

  @Override
  public long flops(int word, Task dataset) {
    return 100 + Arrays.stream(letters(word)).sum();
  }

  @Override
  public long parameters(int word, Task dataset) {
    return 10 + letters(word)[0];
  }
}
