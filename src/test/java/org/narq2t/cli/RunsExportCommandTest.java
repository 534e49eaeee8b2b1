package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.SmallRun;
import org.narq2t.tracking.NewRun;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import picocli.CommandLine;

@QuarkusTest
class RunsExportCommandTest {
  @Inject CommandLine.IFactory factory;
  @Inject Runs runs;
  @Inject RunStore store;
  @Inject RunStates states;

  @TempDir Path folder;

  private Commands.Output export(long number, String format, Path target) {
    return Commands.run(
        factory,
        "runs",
        "export",
        Long.toString(number),
        "--format",
        format,
        "--out",
        target.toString());
  }

  @Test
  void aRunIsWrittenWhereOneSays() throws IOException {
    long number =
        runs.run(SmallRun.configuration("training.epochs=1", "search.iterations=1"), event -> {})
            .number();

    Commands.Output curves = export(number, "tensorboard", folder.resolve("curves"));
    Commands.Output zip = export(number, "parquet", folder.resolve("run.zip"));

    assertThat(curves.status()).as(curves.err()).isZero();
    assertThat(curves.out())
        .contains(
            "[surrogate] Wrote run %d as tensorboard to ".formatted(number),
            "tensorboard --logdir " + folder.resolve("curves"));
    assertThat(folder.resolve("curves")).isDirectoryContaining("glob:**/events.out.tfevents.*");
    assertThat(zip.status()).as(zip.err()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("run.zip"))).startsWith('P', 'K');
  }

  @Test
  void aRunThatDidNotFinishIsRefused() {
    long number =
        store.submit(
            new NewRun(
                "stopped",
                SmallRun.configuration("training.epochs=1", "search.iterations=1"),
                "surrogate"));
    states.cancel(number);

    Commands.Output refused = export(number, "json", folder.resolve("out"));

    assertThat(refused.status()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(refused.err())
        .isEqualTo("Run %d cannot be exported: it is cancelled".formatted(number));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnknownFormatIsRefused() {
    Commands.Output refused = export(1, "xlsx", folder.resolve("out"));

    assertThat(refused.status()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(refused.err()).contains("allowed: csv, json, parquet, tensorboard");
  }
}
