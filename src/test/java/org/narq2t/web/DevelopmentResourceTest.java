package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it does in dev mode is in DevelopmentModeIT. */
@QuarkusTest
@TestProfile(Serving.class)
class DevelopmentResourceTest {
  @TestHTTPResource URI root;

  @ParameterizedTest
  @ValueSource(strings = {"GET dev", "POST dev/run", "GET dev/assets/echarts.min.js"})
  void outsideDevModeThereIsNone(String request) throws Exception {
    String[] words = request.split(" ");

    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(root.resolve(words[1]))
                    .header("Origin", "http://" + root.getAuthority())
                    .method(words[0], BodyPublishers.noBody())
                    .build(),
                BodyHandlers.discarding())
            .statusCode();

    assertThat(status).isEqualTo(404);
  }
}
