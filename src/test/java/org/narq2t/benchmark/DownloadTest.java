package org.narq2t.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.files.Sha256;
import org.narq2t.space.PinnedFile;
import org.narq2t.space.nasbench101.NasBench101Module;
import org.narq2t.space.nasbench201.NasBench201Module;

/** Fetching pinned files, from a server on this machine and from a folder. */
class DownloadTest {
  private static final byte[] CONTENT =
      "index,arch,cifar10_val\n0,|none~0|,10.0\n".repeat(50).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> ranges = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/a/table.csv", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    byte[] rest = Arrays.copyOfRange(CONTENT, from, CONTENT.length);
    exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
    exchange.getResponseBody().write(rest);
    exchange.close();
  }

  private PinnedFile file(String sha256) {
    return new PinnedFile("a/table.csv", "", sha256);
  }

  private String rightDigest() throws IOException {
    return Sha256.of(Files.write(folder.resolve("content"), CONTENT));
  }

  private Download fromServer() {
    return new Download("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void aFileIsFetchedCheckedAndNotFetchedAgain() throws IOException {
    PinnedFile file = file(rightDigest());
    List<Long> progress = new ArrayList<>();

    Path fetched =
        fromServer().fetch(file, folder.resolve("data"), (bytes, total) -> progress.add(bytes));
    fromServer().fetch(file, folder.resolve("data"), (bytes, total) -> {});

    assertThat(fetched).hasBinaryContent(CONTENT);
    assertThat(progress).last().isEqualTo((long) CONTENT.length);
    assertThat(ranges).containsExactly("null");
  }

  @Test
  void anInterruptedDownloadGoesOnWhereItStopped() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.write(data.resolve("table.csv.part"), Arrays.copyOf(CONTENT, 100));

    Path fetched = fromServer().fetch(file(rightDigest()), data, (bytes, total) -> {});

    assertThat(fetched).hasBinaryContent(CONTENT);
    assertThat(ranges).containsExactly("bytes=100-");
    assertThat(data.toFile().list()).containsExactly("table.csv");
  }

  @Test
  void anAlteredFileIsRefusedAndLeavesNothing() {
    Path data = folder.resolve("data");

    assertThatIOException()
        .isThrownBy(() -> fromServer().fetch(file("0".repeat(64)), data, (bytes, total) -> {}))
        .withMessageContaining("is pinned")
        .withMessageContaining("altered or cut");

    assertThat(data.toFile().list()).isEmpty();
  }

  @Test
  void aMissingFileIsReportedWithItsAddress() {
    PinnedFile missing = new PinnedFile("nowhere.csv", "", "0".repeat(64));

    assertThatIOException()
        .isThrownBy(() -> fromServer().fetch(missing, folder, (bytes, total) -> {}))
        .withMessageContaining("/nowhere.csv")
        .withMessageContaining("404")
        .withMessageContaining("--mirror");
  }

  @Test
  void aFolderServesAsMirror() throws IOException {
    Files.createDirectories(folder.resolve("mirror/a"));
    Files.write(folder.resolve("mirror/a/table.csv"), CONTENT);
    PinnedFile file = file(rightDigest());
    Download download = new Download(folder.resolve("mirror").toString());

    assertThat(download.onMirror(file)).isTrue();
    assertThat(download.fetch(file, folder.resolve("data"), (bytes, total) -> {}))
        .hasBinaryContent(CONTENT);
  }

  @Test
  void everyPinnedFileHasACommitAndADigest() {
    assertThat(new NasBench201Module().bundles().get(1).files())
        .hasSize(5)
        .allSatisfy(f -> assertThat(f.sha256()).matches("[0-9a-f]{64}"))
        .allSatisfy(f -> assertThat(f.address()).matches("https://.*/[0-9a-f]{40}/.*"));
  }

  @Test
  void nasBench101IsPinnedByItsDigestAndPublishedOnlyWhole() {
    assertThat(new NasBench101Module().official().orElseThrow().files())
        .singleElement()
        .satisfies(f -> assertThat(f.sha256()).matches("[0-9a-f]{64}"))
        .satisfies(f -> assertThat(f.address()).endsWith("/" + f.name()));
    assertThat(new NasBench101Module().bundles().get(0).files())
        .singleElement()
        .satisfies(f -> assertThat(f.sha256()).matches("[0-9a-f]{64}"))
        .satisfies(f -> assertThat(f.address()).isEmpty());
  }
}
