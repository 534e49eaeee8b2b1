package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.settings.ListenAddress;

/** The service does not serve where other machines can reach it and it has no token. */
@QuarkusTest
@TestProfile(OpenToAllTest.Open.class)
class OpenToAllTest {
  /** As {@code narq2t serve --host 0.0.0.0}. */
  public static class Open extends Serving {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quarkus.http.host", "0.0.0.0");
      return settings;
    }
  }

  @TestHTTPResource URI root;
  @Inject ListenAddress address;

  @Test
  void theCommandRefusesToStartAndSaysWhatToDo() {
    assertThatThrownBy(address::requireToken)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("NARQ2T_TOKEN=$(openssl rand -hex 32)");
  }

  @Test
  void nobodyIsLetInMeanwhile() {
    Client client = new Client(URI.create("http://127.0.0.1:" + root.getPort()));
    for (String path : List.of("/", "/api/v1/runs", "/login", "/q/health/live")) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(403);
    }
  }
}
