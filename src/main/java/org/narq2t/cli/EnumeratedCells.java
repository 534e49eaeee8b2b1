package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.narq2t.run.Benchmarks;
import org.narq2t.space.nasbench101.NasBench101;

/** NAS-Bench-101 for a command: enumerated with a progress bar when it is first needed. */
@ApplicationScoped
public class EnumeratedCells {
  @Inject Benchmarks benchmarks;

  /** The space, enumerated first if it never was. */
  NasBench101 open() throws IOException {
    return exist() ? benchmarks.nasBench101() : enumerate();
  }

  /** Whether the space was enumerated. */
  boolean exist() {
    return Files.exists(benchmarks.nasBench101File());
  }

  /** Enumerates the space, once more if it was before. */
  NasBench101 enumerate() throws IOException {
    try (StepBar bar = new StepBar("enumerating NAS-Bench-101")) {
      return benchmarks.enumerateNasBench101(bar::at);
    }
  }
}
