package org.narq2t;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.web.Browser;

/** `make dev` on a copy of the sources, which are edited while it runs. */
@Timeout(240)
@TestMethodOrder(OrderAnnotation.class)
class DevelopmentModeIT {
  /** Asks Python through the bridge, and is itself edited: its methods change places. */
  private static final String PROBE =
      """
      package org.narq2t.web;

      import jakarta.inject.Inject;
      import jakarta.ws.rs.GET;
      import jakarta.ws.rs.Path;
      import java.util.Map;
      import java.util.concurrent.LinkedBlockingQueue;
      import java.util.concurrent.TimeUnit;
      import org.narq2t.python.EmbeddedPython;
      import org.narq2t.python.PythonRuntime;

      @Path("/probe")
      public class Probe {
        @Inject EmbeddedPython python;

        @GET
        public String ask() throws InterruptedException {
          LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
          PythonRuntime runtime = python.runtime();
          runtime.messages().listen(event -> heard.add(event.get("kind").asText()));
          String told = runtime.call("probe_word", Map.of("word", word())).asText();
          return told + ", " + heard.poll(10, TimeUnit.SECONDS);
        }

        String word() {
          return "java 1";
        }
      }
      """;

  /** A new subject of the bridge is a new file of its package, and nothing else. */
  private static final String OPERATION =
      """
      from narq2t.bridge.protocol import Json, emit, operation


      @operation
      def probe_word(arguments: Json) -> str:
          emit("event 1")
          return arguments["word"] + ", python 1"
      """;

  @TempDir static Path copy;
  private static Process dev;
  private static URI root;

  @BeforeAll
  static void start() throws Exception {
    for (String part : List.of("pom.xml", "mvnw", ".mvn", "configs", "python/narq2t", "src/main")) {
      copy(Path.of(part));
    }
    Files.writeString(copy.resolve("src/main/java/org/narq2t/web/Probe.java"), PROBE);
    Files.writeString(copy.resolve(SUBJECT), OPERATION);
    int port = freePort();
    root = URI.create("http://localhost:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            "./mvnw",
            "--batch-mode",
            "quarkus:dev",
            "-Dquarkus.args=serve --port " + port,
            "-Ddebug=false",
            "-Dquarkus.console.enabled=false",
            "-Dquarkus.analytics.disabled=true");
    builder.environment().put("NARQ2T_HOME", copy.toString());
    builder
        .environment()
        .put("NARQ2T_PYTHON", Path.of(".venv/bin/python").toAbsolutePath().toString());
    for (String folder : List.of("data", "runs", "reports")) {
      builder.environment().put("NARQ2T_" + folder.toUpperCase(), copy.resolve(folder).toString());
    }
    dev =
        builder
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(copy.resolve("output").toFile())
            .start();
    while (!answers()) {
      assertThat(dev.isAlive()).as(Files.readString(copy.resolve("output"))).isTrue();
      Thread.sleep(200);
    }
  }

  private static void copy(Path part) throws IOException {
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.filter(f -> Files.isRegularFile(f) && !isCompiled(f)).toList()) {
        Path target = copy.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static boolean isCompiled(Path file) {
    return file.toString().endsWith(".pyc");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers() throws InterruptedException {
    try {
      return get("/q/health").statusCode() == 200;
    } catch (IOException e) {
      return false; // it starts
    }
  }

  /** It ends without a word, after all those reloads. */
  @AfterAll
  static void stop() throws IOException {
    List<ProcessHandle> all = Stream.concat(dev.descendants(), Stream.of(dev.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    all.forEach(
        process -> process.onExit().orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join());
    assertThat(Files.readString(copy.resolve("output"))).doesNotContain("Exception in thread");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(root.resolve(path)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.timeout(Duration.ofSeconds(100)).build(), BodyHandlers.ofString());
  }

  /** Asks until the answer fits: Quarkus looks for edits of Java at most every two seconds. */
  private static String ask(String path, Predicate<String> fits) throws Exception {
    String answer = get(path).body();
    for (int i = 0; i < 50 && !fits.test(answer); i++) {
      Thread.sleep(200);
      answer = get(path).body();
    }
    return answer;
  }

  private static void edit(String file, String... changes) throws IOException {
    Path path = copy.resolve(file);
    String text = Files.readString(path);
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(text).contains(changes[i]);
      text = text.replace(changes[i], changes[i + 1]);
    }
    FileTime before = Files.getLastModifiedTime(path);
    do {
      Files.writeString(path, text);
    } while (Files.getLastModifiedTime(path).equals(before));
  }

  private static final String PROBE_JAVA = "src/main/java/org/narq2t/web/Probe.java";
  private static final String SUBJECT = "python/narq2t/bridge/probes.py";

  @Test
  @Order(1)
  void anEditOfPythonIsInEffectAtTheNextRequest() throws Exception {
    assertThat(get("/probe").body()).isEqualTo("java 1, python 1, event 1");

    edit(SUBJECT, "python 1", "python 2", "event 1", "event 2");

    assertThat(get("/probe").body()).isEqualTo("java 1, python 2, event 2");
  }

  /** The class has a method more before the one that it had: what is called by place goes wrong. */
  @Test
  @Order(2)
  void anEditOfJavaIsInEffectAndCallsNoOtherMethod() throws Exception {
    edit(
        PROBE_JAVA,
        "  String word() {",
        "  String other() {\n    return \"wrong\";\n  }\n\n  String word() {",
        "java 1",
        "java 2");

    assertThat(ask("/probe", answer -> !answer.contains("java 1")))
        .isEqualTo("java 2, python 2, event 2");
  }

  @Test
  @Order(3)
  void editsOfBothAreInEffectTogether() throws Exception {
    edit(SUBJECT, "python 2", "python 3", "event 2", "event 3");
    edit(PROBE_JAVA, "java 2", "java 3");

    assertThat(ask("/probe", answer -> !answer.contains("java 2")))
        .isEqualTo("java 3, python 3, event 3");
    assertThat(get("/probe").body()).isEqualTo("java 3, python 3, event 3");
  }

  @Test
  @Order(4)
  void anErrorInPythonIsShownOnThePageUntilItIsCorrected() throws Exception {
    edit(SUBJECT, "def probe_word(", "def probe_word((");

    assertThat(get("/dev").body()).contains("SyntaxError", "(probes.py, line ", "def probe_word((");
    edit(SUBJECT, "def probe_word((", "def probe_word(");

    assertThat(get("/probe").body()).isEqualTo("java 3, python 3, event 3");
  }

  @Test
  @Order(5)
  void anEditedTemplateIsServed() throws Exception {
    edit("src/main/resources/templates/dev.html", "<h1>Development</h1>", "<h1>Edited</h1>");

    assertThat(ask("/dev", page -> page.contains("<h1>Edited</h1>")))
        .contains("<h1>Edited</h1>", "torch", "Shared buffers");
  }

  /** The configuration is read by each run, and the run is done by the edited Python. */
  @Test
  @Order(6)
  void aRunOfSecondsShowsEveryPlotAndTakesUpItsEditedConfiguration() throws Exception {
    edit("configs/examples/dev.yaml", "seed: 1", "seed: 77");

    HttpResponse<String> report =
        send(
            HttpRequest.newBuilder(root.resolve("/dev/run"))
                .header("Origin", "http://" + root.getAuthority()) // as the page's button
                .POST(BodyPublishers.noBody()));

    assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
    assertThat(report.body()).contains("surrogate", "seeds 77", "class=\"plot");
    assertThat(get("/dev/assets/echarts.min.js").statusCode()).isEqualTo(303);
  }

  /** In a browser, which obeys the service's own headers. */
  @Test
  @Order(7)
  @EnabledIf("org.narq2t.web.Browser#isInstalledOrNeeded")
  void theReportOfTheRunHasDrawnEveryPlotAndItsConsoleIsSilent(@TempDir Path profile) {
    try (Browser browser = new Browser(root.toString(), profile)) {
      browser.open("/dev");
      browser.find("button").click();

      browser.await(
          "all plots are drawn",
          page -> page.drawn().size() > 8 && page.drawn().equals(page.shown()));
      assertThat(browser.errors()).isEmpty();
    }
  }
}
