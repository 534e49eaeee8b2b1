package org.narq2t.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunEnvironmentTest {

  @Test
  void everyFileNamesTheSameVersion() {
    String version = RunEnvironment.VERSION;

    assertThat(Path.of("pom.xml"))
        .content()
        .containsPattern("<artifactId>narq2t</artifactId>\\s+<version>" + version + "<");
    assertThat(Path.of("python/pyproject.toml")).content().contains("version = \"" + version);
    assertThat(Path.of("CITATION.cff")).content().contains("version: " + version);
  }
}
