package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.narq2t.cli.Commands.Output;
import picocli.CommandLine;

/** Refusals of the commands on runs. */
@QuarkusTest
class RunsCommandTest {
  @Inject CommandLine.IFactory factory;

  private Output narq2t(String... arguments) {
    return Commands.run(factory, arguments);
  }

  private long queued(String... overrides) {
    return Commands.queue(factory, overrides);
  }

  @Test
  void whatCannotBeDoneIsExplained() {
    long run = queued("search.mode=random");

    assertThat(narq2t("runs", "delete", "" + run).err())
        .isEqualTo("Run %d is queued: cancel it first".formatted(run));
    assertThat(narq2t("runs", "resume", "" + run).err())
        .isEqualTo(
            "Run %d is queued: only a run that was cancelled, failed or interrupted can be resumed"
                .formatted(run));
    narq2t("runs", "cancel", "" + run);
    assertThat(narq2t("runs", "cancel", "" + run).err())
        .isEqualTo("Run %d is cancelled: there is nothing to cancel".formatted(run));
    assertThat(narq2t("runs", "cancel", "999").err())
        .isEqualTo("There is no run 999; 'narq2t runs list' shows all");
    assertThat(narq2t("runs", "list", "--state", "dead").err())
        .isEqualTo(
            "There is no state 'dead'; allowed: queued, running, cancelling, cancelled, failed,"
                + " finished, interrupted");
  }
}
