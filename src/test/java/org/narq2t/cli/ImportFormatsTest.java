package org.narq2t.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.Json;

/** The list that needs no Python is Python's. */
@QuarkusTest
class ImportFormatsTest {
  @Inject EmbeddedPython python;

  @Test
  void theFormatsAreThoseThatPythonReads() {
    assertThat((Object) Json.MAPPER.valueToTree(ImportFormats.all()))
        .isEqualTo(python.runtime().call("formats", Map.of()));
  }
}
