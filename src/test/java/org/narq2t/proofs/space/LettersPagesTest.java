package org.narq2t.proofs.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.narq2t.run.Configurations;
import org.narq2t.tracking.Runs;
import org.narq2t.web.Client;
import org.narq2t.web.Serving;

/** A run in a space that cannot be enumerated is shown by REST and on the dashboard. */
@QuarkusTest
@TestProfile(LettersPagesTest.OfItsOwn.class)
class LettersPagesTest {
  /** A database without the runs of other tests. */
  public static class OfItsOwn extends Serving {}

  @Inject Configurations configurations;
  @Inject Runs runs;
  @TestHTTPResource URI root;

  @Test
  void itIsShownAndFilteredBy() throws IOException {
    long run = runs.run(LettersRunTest.configuration(configurations), event -> {}).number();

    HttpResponse<String> candidates = get("/api/v1/runs/" + run + "/candidates");
    assertThat(Client.json(candidates)).isNotEmpty();
    assertThat(Client.json(candidates).get(0).get("description").isNull()).isTrue();
    assertThat(get("/runs/" + run).body())
        .contains("letters cannot be enumerated")
        .doesNotContain("Clone with changes", "NaN");
    assertThat(get("/?space=letters").body())
        .contains("<option selected>letters</option>", "/runs/" + run)
        .doesNotContain("NaN");
  }

  private HttpResponse<String> get(String path) {
    HttpResponse<String> answer = new Client(root).get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return answer;
  }
}
