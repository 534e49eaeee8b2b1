package org.narq2t.record;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.narq2t.settings.Settings;
import picocli.CommandLine;

/**
 * Runs that are done again find what they found at commit f470727. What no floating-point sum
 * decides must be equal on every machine. Losses, scores, candidates and Kendall's tau must be
 * equal to the last bit where processor, instruction set, torch and number of threads are those of
 * the record; elsewhere torch adds in another order, and only the loss of the first epoch is
 * compared, to 0.001. {@code python/bench/same.py} compares two versions to the last bit on any
 * machine.
 */
@QuarkusTest
@TestProfile(RecordedRunsTest.OnSurrogate.class)
class RecordedResultsTest {
  @Inject CommandLine.IFactory factory;
  @Inject Settings settings;
  @TestHTTPResource URI root;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-surrogate", "tiny-surrogate-printed", "tiny-surrogate-latency"})
  void aRunThatIsDoneAgainFindsTheSame(String name) throws IOException {
    Surfaces narq2t = new Surfaces(factory, root, settings.runs());
    RecordedFigures recorded = RecordedFigures.of(name);

    int run = recorded.again(narq2t);

    recorded.requireSameDecisions(narq2t, run);
    if (recorded.isComputedAlike(narq2t, run)) {
      recorded.requireSameResult(narq2t, run);
    }
  }
}
