package org.narq2t.space.nasbench201;

import java.util.Arrays;

/**
 * The official order: the lexicographic product of the six operator codes, shuffled by Python with
 * the seed 88. Between the two stands the <em>number</em> of an architecture, its six codes read in
 * base 5.
 */
final class OfficialOrder {
  private static final int PLACES = NasBench201.EDGES.size();

  /** The number of architectures. */
  static final int SIZE = (int) Math.pow(Operator.count(), PLACES);

  private static final int OFFICIAL_SEED = 88;

  private final int[] numberOf = PythonShuffle.permutation(SIZE, OFFICIAL_SEED);
  private final int[] indexOf = new int[SIZE];

  OfficialOrder() {
    for (int index = 0; index < SIZE; index++) {
      indexOf[numberOf[index]] = index;
    }
  }

  /** The operator codes on the six edges of an architecture. */
  int[] codes(int architecture) {
    int[] codes = new int[PLACES];
    int rest = numberOf[architecture];
    for (int edge = codes.length - 1; edge >= 0; edge--) {
      codes[edge] = rest % Operator.count();
      rest /= Operator.count();
    }
    return codes;
  }

  /**
   * The index of the architecture with these operator codes on the six edges.
   *
   * @throws IllegalArgumentException if there are not six codes from 0 to 4
   */
  int indexOf(int[] codes) {
    if (codes.length != PLACES) {
      throw new IllegalArgumentException("expected 6 codes, not " + Arrays.toString(codes));
    }
    int number = 0;
    for (int code : codes) {
      if (code < 0 || code >= Operator.count()) {
        throw new IllegalArgumentException("codes are 0 to 4, not " + Arrays.toString(codes));
      }
      number = number * Operator.count() + code;
    }
    return indexOf[number];
  }
}
