package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.narq2t.SmallRun;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.Finished;
import org.narq2t.settings.Settings;

/** Whole runs recorded in PostgreSQL, one of them while the server refuses to talk. */
@QuarkusTest
@TestProfile(LostDatabaseTest.OnPostgresql.class)
class LostDatabaseTest {
  public static class OnPostgresql implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return PostgresServer.findDatabase()
          .map(url -> Map.of("narq2t.database", url))
          .orElse(Map.of());
    }
  }

  @Inject Settings settings;
  @Inject Runs runs;
  @Inject RunStore store;
  @Inject RunMetrics metrics;
  @Inject RunCandidates candidates;
  @Inject RunEvents events;

  /** Closes all connections to the database and refuses new ones, or lets them in again. */
  private void let(boolean in) {
    String name = settings.database().orElseThrow().replaceFirst(".*/([^?]+).*", "$1");
    String server = PostgresServer.named(settings.database().orElseThrow(), "postgres");
    try (Connection connection = DriverManager.getConnection(server)) {
      connection.createStatement().execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + in);
      if (!in) {
        connection
            .createStatement()
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + name
                    + "'");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void loseDuring(RunEvent event) {
    if (event instanceof EpochFinished finished && finished.epoch().train().epoch() == 0) {
      let(false);
    } else if (event instanceof Finished) { // it comes back when the end is being recorded
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> let(true));
    }
  }

  private List<String> kinds(Runs.Recorded run) {
    return events.after(run.number(), 0).stream().map(RunEvents.RecordedEvent::kind).toList();
  }

  @Test
  void aRunGoesOnWithoutItsDatabaseAndIsRecordedInFullLater() throws IOException {
    assumeTrue(settings.database().filter(url -> url.contains("postgresql")).isPresent());
    Runs.Recorded undisturbed = runs.run(SmallRun.configuration(), event -> {});

    Runs.Recorded run = runs.run(SmallRun.configuration(), this::loseDuring);

    assertThat(store.get(run.number()).state()).isEqualTo(RunState.FINISHED);
    assertThat(kinds(run)).isEqualTo(kinds(undisturbed)).contains("epoch", "iteration");
    assertThat(metrics.series(run.number())).isEqualTo(metrics.series(undisturbed.number()));
    assertThat(candidates.of(run.number()))
        .isEqualTo(candidates.of(undisturbed.number()))
        .isNotEmpty();
    assertThat(metrics.summary(run.number())).containsKey("tau_validation");
  }
}
