package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The forms of a search and of a prediction, on the surrogate. */
@QuarkusTest
@TestProfile(Serving.class)
class FormsResourceTest {
  @TestHTTPResource URI root;

  private String page(String path) {
    return new Client(root).get(path).body();
  }

  @Test
  void aSearchChoosesAmongTheDevicesThatWereMeasured() {
    assertThat(page("/search"))
        .contains(
            "<h1>Search</h1>",
            "<option value=\"gtx1080ti\" data-dataset=\"cifar10\" data-hint=\"Networks take ",
            "<option value=\"gtx1080ti\" data-dataset=\"imagenet16\"",
            "<option>nasbench101</option>")
        .doesNotContain("NOT_FOUND");
  }

  @Test
  void withoutAFinishedRunThereIsNothingToAsk() {
    assertThat(page("/predict?run=7")).contains("<h1>Predict</h1>", "No run has finished yet");
    assertThat(new Client(root).get("/predict?ran=7").statusCode()).isEqualTo(400);
  }
}
