package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.narq2t.TestFolder;
import org.narq2t.cli.Commands.Output;
import org.narq2t.run.Json;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import picocli.CommandLine;

/** The life of a run in the queue, from the command line. */
@QuarkusTest
@TestProfile(QueueCommandTest.OwnDatabase.class)
@Timeout(120)
class QueueCommandTest {
  /** A queue that works must find no runs of other tests. */
  public static class OwnDatabase implements QuarkusTestProfile {}

  @Inject CommandLine.IFactory factory;
  @Inject RunStore store;
  @Inject RunQueue queue;

  private Output narq2t(String... arguments) {
    return Commands.run(factory, arguments);
  }

  private long queued(String... overrides) {
    return Commands.queue(factory, overrides);
  }

  private JsonNode listed(long run) throws IOException {
    JsonNode all = Json.MAPPER.readTree(narq2t("runs", "list", "--json").out());
    return StreamSupport.stream(all.spliterator(), false)
        .filter(node -> node.get("run").asLong() == run)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aQueuedRunIsDoneByTheServiceAndThoseThatWereCancelledAreNot() throws Exception {
    long cancelled = queued("search.mode=random");
    long first = queued("training.epochs=1", "search.iterations=2");
    long second = queued("training.epochs=1", "search.iterations=2", "seed=2");
    assertThat(narq2t("runs", "cancel", "" + cancelled).out())
        .isEqualToIgnoringNewLines("Run " + cancelled + " is cancelled");
    assertThat(listed(cancelled).get("search_mode").asText()).isEqualTo("random");
    JsonNode waiting = listed(first);
    assertThat(waiting.get("state").asText()).isEqualTo("queued");
    assertThat(waiting.get("benchmark").asText()).isEqualTo("surrogate");
    assertThat(waiting.get("space").asText()).isEqualTo("nasbench201");

    queue.start();
    while (!store.get(second).state().isOver()) {
      Thread.sleep(50);
    }

    assertThat(store.get(first).state()).isEqualTo(RunState.FINISHED);
    assertThat(store.get(second).state()).isEqualTo(RunState.FINISHED);
    assertThat(store.get(first).finishedAt()).isBefore(store.get(second).finishedAt());
    assertThat(store.get(cancelled).state()).isEqualTo(RunState.CANCELLED);
    assertThat(narq2t("runs", "list", "--state", "cancelled").out().lines().toList())
        .filteredOn(line -> line.strip().startsWith(cancelled + " "))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("cancelled", "nb201", "cifar10"));

    Path folder = TestFolder.named("runs").resolve(store.get(first).name());
    assertThat(folder).isDirectory();
    assertThat(narq2t("runs", "delete", "" + first, "--json").out())
        .isEqualToIgnoringWhitespace(
            "[ {\"run\" : %d, \"state\" : \"deleted\"} ]".formatted(first));
    assertThat(folder).doesNotExist();
    assertThat(store.find(first)).isEmpty();
  }
}
