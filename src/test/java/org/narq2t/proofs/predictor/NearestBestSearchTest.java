package org.narq2t.proofs.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Purpose;
import org.narq2t.loop.Loops;
import org.narq2t.loop.MemoryFolder;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Members;
import org.narq2t.space.RandomStreams;
import org.narq2t.strategy.Ledgers;
import org.narq2t.strategy.WordResults;
import org.narq2t.strategy.Words;
import org.narq2t.strategy.sequential.Acquisition;
import org.narq2t.strategy.sequential.Sequential;
import org.narq2t.strategy.sequential.SequentialSettings;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

/** A predictor of nobody's making is asked step by step, as the product's own are. */
class NearestBestSearchTest {
  private static final Words WORDS = new Words();

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** Each word that is searched is one letter from the best that was known before it. */
  @Test
  void theSearchFollowsThePredictor() {
    List<Observation> searched = run().observations(Purpose.SEARCH);

    assertThat(searched).hasSize(40 - 5);
    assertThat(run().observations(Purpose.SEARCH)).isEqualTo(searched);
    double bestOfSearch = searched.stream().mapToDouble(Observation::validation).max().orElse(0);
    assertThat(bestOfSearch)
        .isGreaterThan(
            run().observations(Purpose.TRAINING).stream()
                .mapToDouble(Observation::validation)
                .filter(accuracy -> !Double.isNaN(accuracy))
                .max()
                .orElseThrow());
  }

  private Ledger run() {
    try (Predictor predictor = new NearestBest(WORDS)) {
      return Loops.run(
          WORDS,
          new Sequential(
              Ledgers.problem(Members.all(729)),
              predictor,
              new SequentialSettings(
                  40,
                  5,
                  Design.RANDOM,
                  5,
                  Acquisition.UPPER_CONFIDENCE_BOUND,
                  Acquisition.EXPECTED_IMPROVEMENT,
                  0,
                  .5,
                  .2,
                  50,
                  1,
                  true),
              new RandomStreams(1)),
          predictor,
          new WordResults(),
          Budget.UNLIMITED,
          folder);
    }
  }
}
