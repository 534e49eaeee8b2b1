package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Who is let in, where only this machine can reach the service. */
@QuarkusTest
@TestProfile(Serving.class)
class GateTest {
  private static final String CANCEL = "/api/v1/runs/987654/cancel";

  @TestHTTPResource URI root;

  private Client client() {
    return new Client(root);
  }

  /** The first line of the answer to a request under a host name of its choice. */
  private String underName(String host) throws IOException {
    return asking("/api/v1/runs", host);
  }

  private String asking(String target, String host) throws IOException {
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(target, host)
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void aNameThatAnotherSiteMadeMeanThisMachineIsRefused() throws IOException {
    assertThat(underName("evil.example")).contains("421");
    assertThat(underName("evil.example:" + root.getPort())).contains("421");
    assertThat(underName("localhost.evil.example")).contains("421");
    for (String name : List.of("localhost", "127.0.0.1:8080", "[::1]:9", "LOCALHOST:1")) {
      assertThat(underName(name)).as(name).contains("200");
    }
  }

  @Test
  void aNameIsGivenOnce() throws IOException {
    assertThat(asking("/api/v1/runs", "localhost\r\nHost: evil.example")).contains("400");
    assertThat(asking("/api/v1/runs", "evil.example\r\nHost: localhost")).contains("400");
    assertThat(asking("http://evil.example/api/v1/runs", "localhost")).contains("400");
  }

  @Test
  void bodiesThatDripHoldNobodyUp() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket(root.getHost(), root.getPort());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /api/v1/runs/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                        + " application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(validate()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private int validate() {
    return client().post("/api/v1/runs/validate", Map.of("preset", "as-released")).statusCode();
  }

  @Test
  void aBodyThatIsGivenUpIsNoErrorInTheLog() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
              logged.add(entry.getLoggerName() + ": " + entry.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("").addHandler(listener);
    try {
      bodiesThatDripHoldNobodyUp();
      for (String body : List.of("a=b&".repeat(500), "token=" + "x".repeat(3_000))) {
        HttpResponse<String> answer = login(body);
        assertThat(answer.statusCode()).isBetween(400, 413);
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(answer.body()).contains("too many fields or too long ones");
      }
      Thread.sleep(500); // what is logged comes from another thread
      assertThat(validate()).isEqualTo(200);
    } finally {
      Logger.getLogger("").removeHandler(listener);
    }
    assertThat(logged).isEmpty();
  }

  private HttpResponse<String> login(String fields) {
    return client()
        .postText(
            "/login",
            fields,
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Sec-Fetch-Site",
            "same-origin");
  }

  @Test
  void aLoginOfFiftyThousandFieldsAndAsManyOverridesAreTooMany() {
    assertThat(login("a=b&".repeat(50_000)).statusCode()).isEqualTo(413);
    HttpResponse<String> overrides =
        client()
            .post(
                "/api/v1/runs",
                Map.of(
                    "preset", "dev", "overrides", java.util.Collections.nCopies(50_000, "seed=1")));
    assertThat(overrides.statusCode()).isEqualTo(400);
    assertThat(overrides.body()).contains("50000 overrides are too many; allowed: 200");
  }

  @Test
  void aRequestThatChangesSomethingMustBeJsonOrFromAPageOfTheService() {
    String origin = "http://" + root.getAuthority();

    assertThat(client().postText(CANCEL, "").statusCode()).isEqualTo(403);
    assertThat(client().postText(CANCEL, "", "Content-Type", "text/plain").statusCode())
        .isEqualTo(403);
    assertThat(client().postText(CANCEL, "", "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(client().postText(CANCEL, "", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(
            client()
                .postText(
                    CANCEL,
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Sec-Fetch-Site",
                    "cross-site")
                .statusCode())
        .isEqualTo(403);
    // let in, and then there is no such run
    assertThat(client().postText(CANCEL, "", "Origin", origin).statusCode()).isEqualTo(404);
    assertThat(client().postText(CANCEL, "", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(404);
    assertThat(client().post(CANCEL, Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLarge() {
    HttpResponse<String> answer =
        client().post("/api/v1/runs", Map.of("configuration", "#".repeat(1 << 20)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"status\":413", "1048576");
  }

  @Test
  void everyAnswerForbidsWhatPagesDoNotNeed() {
    for (String path : List.of("/", "/api/v1/runs", "/api/v1/runs/987654", "/login")) {
      HttpResponse<String> answer = client().get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }
  }
}
