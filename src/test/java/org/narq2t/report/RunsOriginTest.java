package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.run.RunFolder;

class RunsOriginTest {
  @TempDir Path runs;

  private RunFolder run(String name, String environment) throws IOException {
    RunFolder folder = new RunFolder(Files.createDirectory(runs.resolve(name)), null);
    Files.writeString(folder.environment(), environment);
    return folder;
  }

  @Test
  void eachMachineVersionAndCommitIsNamedOnce() throws IOException {
    String earlier = "{\"processor\": \"P\", \"cores\": 2, \"commit\": \"abc\"}";
    String later =
        "{\"processor\": \"P\", \"cores\": 2, \"narq2t\": \"0.1.0\", \"commit\": \"def\"}";

    assertThat(RunsOrigin.of(List.of(run("1", earlier), run("2", later), run("3", later))))
        .isEqualTo(new RunsOrigin("P, 2 cores", "unknown, 0.1.0", "abc, def"));
  }
}
