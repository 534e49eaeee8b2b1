package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.SmallRun;

class RunFolderTest {
  private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

  @TempDir Path path;

  private RunFolder begin() throws IOException {
    RunFolder folder = new RunFolder(path, null);
    folder.begin(SmallRun.configuration(), Map.of("commit", "abc"));
    return folder;
  }

  @Test
  void theBeginningOfARunIsRecordedAndNoTimeOfAFile() throws IOException {
    Instant before = Instant.now();
    RunFolder folder = begin();
    Instant begun = folder.begun();
    assertThat(begun).isBetween(before, Instant.now());

    Files.setLastModifiedTime(path.resolve("configuration.yaml"), FileTime.from(LONG_AGO));
    assertThat(folder.begun()).isEqualTo(begun);

    begin(); // goes on after an interruption
    assertThat(folder.begun()).isEqualTo(begun);
  }

  @Test
  void ofAnOldRecordItIsWhenItsConfigurationWasWritten() throws IOException {
    RunFolder folder = begin();
    Files.writeString(folder.environment(), "{\"commit\": \"abc\"}");
    Files.setLastModifiedTime(path.resolve("configuration.yaml"), FileTime.from(LONG_AGO));

    assertThat(folder.begun()).isEqualTo(LONG_AGO);
  }
}
