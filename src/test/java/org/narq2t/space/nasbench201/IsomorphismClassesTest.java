package org.narq2t.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsomorphismClassesTest {

  private static final NasBench201 SPACE = new NasBench201();
  private static final IsomorphismClasses CLASSES = IsomorphismClasses.of(SPACE);

  @Test
  void findsTheOfficialNumberOfUniqueArchitectures() {
    assertThat(CLASSES.count()).isEqualTo(6_466);
  }

  @Test
  void aClassIsNamedByItsSmallestIndex() {
    for (int index = 0; index < SPACE.size(); index++) {
      int first = CLASSES.representative(index);
      assertThat(first).isLessThanOrEqualTo(index);
      assertThat(CLASSES.representative(first)).isEqualTo(first);
    }
  }

  @Test
  void theOrderOfTheTermsOfASumDoesNotMatter() {
    // node 1 is the input; node 3 adds a 1x1 of one and a 3x3 of the other
    int one = SPACE.indexOf(new int[] {1, 0, 0, 2, 3, 0});
    int other = SPACE.indexOf(new int[] {1, 0, 0, 3, 2, 0});
    assertThat(CLASSES.representative(one)).isEqualTo(CLASSES.representative(other));
    assertThat(IsomorphismClasses.expression(new int[] {1, 0, 0, 2, 3, 0}))
        .isEqualTo(IsomorphismClasses.expression(new int[] {1, 0, 0, 3, 2, 0}))
        .isEqualTo("#+(0)@nor_conv_1x1+(0)@nor_conv_3x3");
  }

  @Test
  void whatFollowsAZeroNodeIsZero() {
    assertThat(IsomorphismClasses.expression(new int[] {0, 0, 3, 0, 3, 0})).isEqualTo("#+#+#");
  }
}
