package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.narq2t.PackagedApplication;

/** {@code ./narq2t serve} on the surrogate, with everything that it writes in one folder. */
final class PackagedService implements AutoCloseable {
  private final String site;
  private final Process process;

  /** Starts it and waits until it is ready. */
  PackagedService(Path folder) throws IOException, InterruptedException {
    int port = PackagedApplication.freePort();
    site = "http://127.0.0.1:" + port;
    Path output = folder.resolve("output");
    process =
        PackagedApplication.start(
            folder, output, Map.of("NARQ2T_PYTHON_THREADS", "2"), "serve", "--port", "" + port);
    while (!isReady()) {
      assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
      Thread.sleep(100);
    }
  }

  private boolean isReady() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/q/health/ready")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false; // nothing listens yet
    }
  }

  /** Its address, without a path. */
  String site() {
    return site;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
