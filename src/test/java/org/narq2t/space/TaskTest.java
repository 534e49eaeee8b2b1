package org.narq2t.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.narq2t.space.nasbench201.NasBench201;

class TaskTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aPublishedTaskIsItsNameAndAnyOtherItsNumbers() throws IOException {
    assertThat(JSON.writeValueAsString(Task.CIFAR100)).isEqualTo("\"cifar100\"");
    assertThat(JSON.readValue("\"cifar100\"", Task.class)).isEqualTo(Task.CIFAR100);

    Task flowers = new Task("flowers", 5, 64, 3);
    String json = JSON.writeValueAsString(flowers);
    assertThat(json)
        .isEqualTo("{\"key\":\"flowers\",\"classes\":5,\"image_size\":64,\"image_channels\":3}");
    assertThat(JSON.readValue(json, Task.class)).isEqualTo(flowers);
  }

  @Test
  void theNamesOfEarlierRecordsAreRead() throws IOException {
    assertThat(JSON.readValue("\"IMAGENET16\"", Task.class)).isEqualTo(Task.IMAGENET16);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> JSON.readValue("\"cifar9\"", Task.class))
        .hasMessageContaining("'cifar9'; allowed: cifar10, cifar100, imagenet16");
    assertThatThrownBy(() -> new Task("flowers", 1, 64, 3)).hasMessageContaining("classes");
    assertThatThrownBy(() -> new Task("../flowers", 2, 64, 3)).hasMessageContaining("key");
    assertThatThrownBy(() -> JSON.readValue("{\"key\":\"a\",\"classes\":\"many\"}", Task.class))
        .hasMessageContaining("classes cannot be many");
  }

  /** 72,693: counted by PyTorch in the network of python/narq2t/spaces for such images. */
  @Test
  void costsFollowClassesAndChannels() {
    NasBench201 space = new NasBench201();
    int none = space.indexOf("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|");

    assertThat(space.parameters(none, new Task("digits", 5, 28, 1))).isEqualTo(72_693);
    assertThat(space.parameters(none, new Task("flowers", 7, 64, 3))).isEqualTo(73_111);
    assertThat(space.flops(none, new Task("double", 10, 64, 3)))
        .isEqualTo(4 * (space.flops(none, Task.CIFAR10) - 640) + 640);
  }
}
