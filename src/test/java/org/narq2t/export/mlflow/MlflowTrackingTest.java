package org.narq2t.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.SmallRun;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.EpochResult;
import org.narq2t.run.Candidate;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.IterationFinished;
import org.narq2t.settings.MlflowSettings;

/** What the server is sent, and that a run takes no harm from one that fails. */
@Timeout(60)
class MlflowTrackingTest {
  private static final RunConfiguration CONFIGURATION = SmallRun.configuration();
  private static final Map<String, Object> ENVIRONMENT =
      Map.of("commit", "abc123", "table", Map.of("kind", "surrogate"));

  @TempDir Path runs;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private FakeServer server;

  /** Settings as the environment variables of MLflow give them. */
  private record Given(Optional<String> uri, Optional<String> token, Optional<String> username)
      implements MlflowSettings {
    @Override
    public Optional<String> password() {
      return username.map(name -> "secret");
    }

    static Given uri(Object uri) {
      return new Given(Optional.of(uri.toString()), Optional.empty(), Optional.empty());
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowTracking tracking(MlflowSettings settings) {
    return new MlflowTracking(settings, runs, Duration.ofSeconds(5), 1, warnings::add);
  }

  private MlflowTracking tracking() {
    return tracking(Given.uri(server.address()));
  }

  private static Consumer<RunEvent> observe(MlflowTracking tracking) {
    return tracking.observe(3, "run-3", CONFIGURATION, ENVIRONMENT);
  }

  /** Loss falls by 1 with each epoch, from 10. */
  private static RunEvent epoch(int number) {
    EpochResult result = new EpochResult(number, 10 - number, 1.5, 0.5, 0, 0.25, 0.001, 1);
    return new EpochFinished(new EpochRecord(result, result, true));
  }

  private static RunEvent iteration(int number, double... validations) {
    List<Candidate> candidates = new ArrayList<>();
    for (double validation : validations) {
      candidates.add(new Candidate(number, 1, Float.NaN, validation, Double.NaN));
    }
    return new IterationFinished(
        new Iteration(number, 0, 20, 0, 0, 0, 0, 9, List.of(), candidates));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  private boolean ended() {
    return server.bodies("runs/update").anyMatch(body -> body.has("end_time"));
  }

  private List<Double> values(String metric) {
    return server.logged("metrics").stream()
        .filter(m -> m.path("key").asText().equals(metric))
        .map(m -> m.path("value").asDouble())
        .toList();
  }

  private Map<String, String> texts(String array) {
    Map<String, String> texts = new java.util.HashMap<>();
    for (JsonNode entry : server.logged(array)) {
      texts.put(entry.path("key").asText(), entry.path("value").asText());
    }
    return texts;
  }

  @Test
  void aRunIsLoggedFromItsSettingsToItsEnd() throws Exception {
    Files.createDirectories(runs.resolve("run-3"));
    Files.writeString(runs.resolve("run-3/configuration.yaml"), "seed: 1\n");
    MlflowTracking tracking = tracking();

    Consumer<RunEvent> run = observe(tracking);
    run.accept(epoch(0));
    run.accept(epoch(1));
    run.accept(iteration(0, 80.5, 90.25));
    run.accept(iteration(1, 85));
    tracking.ended(3, "finished", "");
    await(this::ended);

    assertThat(server.bodies("experiments/create").findFirst().orElseThrow().path("name").asText())
        .isEqualTo("narq2t/nasbench201/cifar10");
    assertThat(server.bodies("runs/create").findFirst().orElseThrow().path("run_name").asText())
        .isEqualTo("run-3");
    assertThat(texts("params"))
        .containsEntry("strategy.top", "3")
        .containsEntry("dataset", "cifar10");
    assertThat(texts("tags"))
        .containsEntry("narq2t.commit", "abc123")
        .containsEntry("narq2t.benchmark", "surrogate");
    assertThat(values("loss/train")).containsExactly(10.0, 9.0);
    assertThat(values("search/best_validation")).containsExactly(90.25, 90.25);
    assertThat(values("search/look_ups")).containsExactly(2.0, 3.0);
    assertThat(values("search/best_test")).as("unknown accuracies").isEmpty();
    assertThat(server.requests.stream().filter(r -> r.method().equals("PUT")))
        .extracting(FakeServer.Request::path)
        .containsExactly("/api/2.0/mlflow-artifacts/artifacts/7/r1/artifacts/configuration.yaml");
    assertThat(server.bodies("runs/update"))
        .last()
        .satisfies(body -> assertThat(body.path("status").asText()).isEqualTo("FINISHED"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRunThatFailsOrIsStoppedEndsSo() throws Exception {
    for (Map.Entry<String, String> end :
        Map.of("failed", "FAILED", "interrupted", "KILLED", "cancelled", "KILLED").entrySet()) {
      server.requests.clear();
      MlflowTracking tracking = tracking();
      observe(tracking);
      tracking.ended(3, end.getKey(), "No space left on device");
      await(this::ended);

      assertThat(server.bodies("runs/update"))
          .last()
          .satisfies(b -> assertThat(b.path("status").asText()).isEqualTo(end.getValue()));
      assertThat(texts("tags")).containsEntry("narq2t.message", "No space left on device");
    }
  }

  @Test
  void aServerThatIsDownIsWarnedOfOnceAndHarmsNothing() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    MlflowTracking tracking = tracking(Given.uri("http://127.0.0.1:" + port));

    Consumer<RunEvent> run = observe(tracking);
    for (int number = 0; number < 50; number++) {
      run.accept(epoch(number));
    }
    tracking.ended(3, "finished", "");
    tracking.close();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("Run 3", "http://127.0.0.1:" + port, "no server answers", "MLFLOW_TRACKING_URI");
  }

  @Test
  void whatAServerRefusedIsSentWhenItTakesItAgain() throws Exception {
    server.failures.set(3);
    MlflowTracking tracking = tracking();

    Consumer<RunEvent> run = observe(tracking);
    await(() -> server.asked.get() == 1);
    for (int number = 0; number < 5; number++) {
      run.accept(epoch(number));
    }
    tracking.ended(3, "finished", "");
    await(this::ended);

    assertThat(values("loss/train")).containsExactly(10.0, 9.0, 8.0, 7.0, 6.0);
    assertThat(warnings).singleElement().asString().contains("status 500", "disk full");
  }

  @Test
  void metricsThatWereRefusedAreSentOnceItTakesThem() throws Exception {
    MlflowTracking tracking = tracking();
    Consumer<RunEvent> run = observe(tracking);
    await(() -> !server.logged("params").isEmpty());

    server.failures.set(1);
    run.accept(epoch(0));
    await(() -> !warnings.isEmpty());
    run.accept(epoch(1));
    tracking.ended(3, "finished", "");
    await(this::ended);

    assertThat(values("loss/train")).containsExactly(10.0, 9.0);
    assertThat(values("learning_rate")).hasSize(2);
  }

  @Test
  void aRunGoesOnWhileTheServerDoesNotAnswer() throws Exception {
    server.gate = new CountDownLatch(1);
    MlflowTracking tracking =
        new MlflowTracking(
            Given.uri(server.address()), runs, Duration.ofMillis(100), 1, warnings::add);

    Consumer<RunEvent> run = observe(tracking);
    for (int number = 0; number < MlflowRun.KEPT; number++) { // eight metrics each
      run.accept(epoch(number % 10));
    }
    await(() -> !warnings.isEmpty());
    assertThat(server.requests).isEmpty();
    server.gate.countDown();
    tracking.ended(3, "finished", "");
    await(this::ended);

    assertThat(server.logged("metrics")).hasSizeBetween(MlflowRun.KEPT, 2 * MlflowRun.KEPT);
    assertThat(warnings).singleElement().asString().contains("did not answer within 100 ms");
  }

  @Test
  void aTokenWithALineBreakIsRefusedWithoutShowingIt() {
    Given broken = new Given(Optional.of(""), Optional.of("s3cret\n"), Optional.empty());

    assertThatThrownBy(() -> TrackingServer.of(server.address().toString(), broken))
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN has a line break")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void nothingExceedsTheLimitsOfACall() throws Exception {
    MlflowClient client =
        new MlflowClient(
            new RestApi(
                TrackingServer.of(server.address().toString(), Given.uri("")),
                Duration.ofSeconds(5)));
    MlflowClient.Run run = client.run("7", "run-3", "narq2t.run", 0);
    Map<String, String> parameters = new java.util.TreeMap<>();
    List<MlflowClient.Metric> metrics = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      metrics.add(new MlflowClient.Metric("loss", i, 1, i));
      if (i < 250) {
        parameters.put("p" + i, "v");
      }
    }

    client.parameters(run, parameters);
    client.metrics(run, metrics);

    assertThat(
            server
                .bodies("log-batch")
                .filter(b -> b.has("params"))
                .map(b -> b.path("params").size()))
        .containsExactly(100, 100, 50);
    assertThat(
            server
                .bodies("log-batch")
                .filter(b -> b.has("metrics"))
                .map(b -> b.path("metrics").size()))
        .containsExactly(1_000, 1_000, 500);
    assertThat(texts("params")).hasSize(250);
  }

  @Test
  void aRunThatGoesOnIsTheSameRunOnTheServer() throws Exception {
    for (int process = 0; process < 2; process++) {
      MlflowTracking tracking = tracking();
      Consumer<RunEvent> run = observe(tracking);
      run.accept(epoch(process));
      tracking.ended(3, process == 0 ? "interrupted" : "finished", "");
      tracking.close();
    }

    assertThat(server.bodies("runs/create")).hasSize(1);
    assertThat(server.bodies("runs/update").map(body -> body.path("status").asText()))
        .containsExactly("KILLED", "RUNNING", "FINISHED");
  }

  @Test
  void aRunThatTheStoppingApplicationLeavesIsKilled() throws Exception {
    MlflowTracking tracking = tracking();
    observe(tracking).accept(epoch(0));

    tracking.close();
    tracking.ended(3, "interrupted", "too late");

    assertThat(server.bodies("runs/update").map(body -> body.path("status").asText()))
        .containsExactly("KILLED");
    assertThat(values("loss/train")).containsExactly(10.0);
  }

  @Test
  void credentialsAreSentAndNeverShown() throws Exception {
    List<MlflowSettings> given =
        List.of(
            new Given(
                Optional.of(server.address().toString()), Optional.of("t0ken"), Optional.empty()),
            new Given(
                Optional.of(server.address().toString()), Optional.empty(), Optional.of("ann")),
            Given.uri(server.address().toString().replace("http://", "http://ann:secret@")));
    for (MlflowSettings settings : given) {
      server.failures.set(1);
      MlflowTracking tracking = tracking(settings);
      observe(tracking);
      tracking.ended(3, "failed", "");
      await(this::ended);
      assertThat(server.requests)
          .extracting(FakeServer.Request::authorization)
          .containsOnly(settings.token().isPresent() ? "Bearer t0ken" : "Basic YW5uOnNlY3JldA==");
      server.requests.clear();
    }
    assertThat(warnings)
        .hasSize(3)
        .allSatisfy(w -> assertThat(w).doesNotContain("secret", "t0ken"));
  }

  @Test
  void anAddressThatIsNoServersIsExplained() {
    for (String address : List.of("file:./mlruns", "databricks", "sqlite:///a b.db")) {
      warnings.clear();

      observe(tracking(Given.uri(address))).accept(epoch(0));

      assertThat(warnings).singleElement().asString().contains("http://localhost:5000");
    }
    assertThat(server.asked).hasValue(0);
  }

  @Test
  void withoutAnAddressNothingIsSaid() {
    MlflowTracking tracking =
        tracking(new Given(Optional.empty(), Optional.empty(), Optional.empty()));

    observe(tracking).accept(epoch(0));
    tracking.ended(3, "finished", "");
    tracking.close();

    assertThat(server.asked).hasValue(0);
    assertThat(warnings).isEmpty();
  }
}
