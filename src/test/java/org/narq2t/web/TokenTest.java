package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.settings.ListenAddress;

/** Who is let in, where other machines can reach the service and it has a token. */
@QuarkusTest
@TestProfile(TokenTest.Guarded.class)
class TokenTest {
  private static final String TOKEN = "a-token-of-many-letters";

  /** As {@code NARQ2T_TOKEN=... narq2t serve --host 0.0.0.0}. */
  public static class Guarded extends Serving {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quarkus.http.host", "0.0.0.0");
      settings.put("narq2t.token", TOKEN);
      return settings;
    }
  }

  @TestHTTPResource URI root;
  @Inject ListenAddress address;

  private Client client() {
    return new Client(URI.create("http://127.0.0.1:" + root.getPort()));
  }

  @Test
  void withoutTheTokenNothingIsTold() {
    address.requireToken();
    for (String path :
        List.of(
            "/",
            "/api/v1/runs",
            "/q/metrics",
            "/q/openapi",
            "/q/health",
            "/q/health/ready",
            "/report/report.css",
            "/nothing")) {
      HttpResponse<String> answer = client().get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    assertThat(client().post("/api/v1/runs", Map.of()).statusCode()).isEqualTo(401);
    assertThat(client().get("/api/v1/runs", "Authorization", "Bearer a-token").statusCode())
        .isEqualTo(401);
    assertThat(client().get("/api/v1/runs", "Cookie", "narq2t_session=" + TOKEN).statusCode())
        .isEqualTo(401);
    assertThat(client().get("/q/health/live/../../../api/v1/runs").statusCode()).isEqualTo(401);
    assertThat(client().get("/q/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aProgramSendsTheToken() {
    HttpResponse<String> answer = client().get("/api/v1/runs", "Authorization", "Bearer " + TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"total\"");
  }

  @Test
  void aBrowserLogsInWithAnAddressOrAForm() {
    String origin = "http://127.0.0.1:" + root.getPort();
    HttpResponse<String> asked = client().get("/", "Accept", "text/html");
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.body()).contains("<form method=\"post\" action=\"/login\">");

    assertLoggedIn(client().get("/login?token=" + TOKEN));
    assertLoggedIn(
        client()
            .postText(
                "/login",
                "token=" + TOKEN,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                origin));
    assertThat(client().get("/login?token=wrong").statusCode()).isEqualTo(401);
    assertThat(
            client()
                .postText(
                    "/login",
                    "token=" + TOKEN,
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Origin",
                    "http://evil.example")
                .statusCode())
        .isEqualTo(403);
  }

  private void assertLoggedIn(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(place -> assertThat(place).doesNotContain(TOKEN));
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(TOKEN);
    assertThat(client().get("/api/v1/runs", "Cookie", cookie.split(";")[0]).statusCode())
        .isEqualTo(200);
  }
}
