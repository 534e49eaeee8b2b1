package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench201.Operator;

class NamesTest {

  @Test
  void datasetsAreParsedByTheirKeys() {
    for (Task dataset : Task.PUBLISHED) {
      assertThat(Task.parse(dataset.key())).isEqualTo(dataset);
    }
  }

  @Test
  void anUnknownDatasetIsAnErrorThatListsTheAllowedNames() {
    assertThatThrownBy(() -> Task.parse("cifar"))
        .hasMessage("unknown dataset 'cifar'; allowed: cifar10, cifar100, imagenet16");
  }

  @Test
  void operatorsHaveTheAuthorsCodes() {
    assertThat(Operator.parse("none").code()).isZero();
    assertThat(Operator.parse("skip_connect").code()).isEqualTo(1);
    assertThat(Operator.parse("nor_conv_1x1").code()).isEqualTo(2);
    assertThat(Operator.parse("nor_conv_3x3").code()).isEqualTo(3);
    assertThat(Operator.parse("avg_pool_3x3").code()).isEqualTo(4);
    assertThat(Operator.of(3)).isEqualTo(Operator.NOR_CONV_3X3);
  }
}
