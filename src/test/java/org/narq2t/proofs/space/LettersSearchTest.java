package org.narq2t.proofs.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.constraint.Constraint;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Split;
import org.narq2t.loop.Loops;
import org.narq2t.loop.MemoryFolder;
import org.narq2t.predictor.FitListener;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Domain;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.Space;
import org.narq2t.space.Task;
import org.narq2t.strategy.Killing;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.evolution.EvolutionSettings;
import org.narq2t.strategy.evolution.RegularisedEvolution;
import org.narq2t.strategy.local.LocalSearch;
import org.narq2t.strategy.local.LocalSettings;
import org.narq2t.strategy.random.RandomSettings;
import org.narq2t.strategy.random.RandomStrategy;
import org.narq2t.strategy.sample.Sample;
import org.narq2t.strategy.sample.SampleSettings;
import org.narq2t.strategy.sequential.Acquisition;
import org.narq2t.strategy.sequential.Sequential;
import org.narq2t.strategy.sequential.SequentialSettings;
import org.narq2t.strategy.sequential.SequentialSettings.Design;

/**
 * All strategies but tiers, which needs statistics of a whole space, search one that cannot be
 * enumerated, and go on in another process.
 */
class LettersSearchTest {
  private static final int QUERIES = 14;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private interface Searcher {
    Strategy of(Problem problem, Predictor predictor, RandomStreams streams);
  }

  @Test
  void evolution() {
    goesOnInAnotherProcess(
        (problem, predictor, streams) ->
            new RegularisedEvolution(
                problem, new EvolutionSettings(QUERIES, 5, 3, 2, true), streams));
  }

  @Test
  void randomSearch() {
    goesOnInAnotherProcess(
        (problem, predictor, streams) ->
            new RandomStrategy(problem, new RandomSettings(QUERIES, 4, true), streams));
  }

  @Test
  void aSampleThatAPredictorIsJudgedBy() {
    goesOnInAnotherProcess(
        (problem, predictor, streams) ->
            new Sample(problem, new SampleSettings(QUERIES - 2, 2), streams));
  }

  @Test
  void localSearch() {
    goesOnInAnotherProcess(
        (problem, predictor, streams) ->
            new LocalSearch(problem, new LocalSettings(QUERIES, 3, true), streams));
  }

  @Test
  void aPredictorAskedStepByStep() {
    goesOnInAnotherProcess(
        (problem, predictor, streams) ->
            new Sequential(
                problem,
                predictor,
                new SequentialSettings(
                    QUERIES,
                    5,
                    Design.STRATA,
                    3,
                    Acquisition.UPPER_CONFIDENCE_BOUND,
                    Acquisition.EXPECTED_IMPROVEMENT,
                    0,
                    .5,
                    .2,
                    40,
                    2,
                    true),
                streams));
  }

  /** Each process numbers anew, in the order in which it sees them: the descriptions agree. */
  private void goesOnInAnotherProcess(Searcher searcher) {
    List<String> expected = run(searcher, Integer.MAX_VALUE, folder.resolve("whole"));
    assertThat(expected).hasSize(QUERIES).doesNotHaveDuplicates();
    for (int moment = 0; moment < 3 * QUERIES; moment += 2) {
      Path killed = folder.resolve("killed-at-" + moment);
      try {
        run(searcher, moment, killed);
      } catch (Killing.Killed e) {
        // as it should be
      }
      assertThat(run(searcher, Integer.MAX_VALUE, killed))
          .as("killed at moment %d", moment)
          .isEqualTo(expected);
    }
  }

  private static List<String> run(Searcher searcher, int moment, Path where) {
    Letters letters = new Letters();
    Problem problem =
        new Problem(
            letters, Task.CIFAR10, Split.VALIDATION, Constraint.none(Domain.endless(letters)));
    Killing killing = new Killing(moment);
    try (Predictor predictor = killing.around(new Vowels(letters))) {
      Ledger ledger =
          Loops.run(
              letters,
              killing.around(searcher.of(problem, predictor, new RandomStreams(1))),
              predictor,
              killing.around(new ManyLetters(letters)),
              Budget.UNLIMITED,
              where);
      return ledger.observations().stream().map(Observation::description).toList();
    }
  }

  /** Believes in vowels, whatever is known. */
  private record Vowels(Space space) implements Predictor {
    @Override
    public FitRecord fit(Ledger ledger, int step, Path unfinished, FitListener listener) {
      return new FitRecord(ledger.observations().size(), 0, List.of(), List.of(), Map.of());
    }

    @Override
    public Scores predict(int[] architectures) {
      float[] score = new float[architectures.length];
      for (int i = 0; i < score.length; i++) {
        score[i] = space.describe(architectures[i]).replaceAll("[^aeiou]", "").length();
      }
      return new Scores(score, new float[0], 0, new float[0]);
    }

    @Override
    public Optional<FitRecord> fitted() {
      return Optional.empty();
    }

    @Override
    public void save(Path file) {}

    @Override
    public void load(Path file, FitRecord record) {}

    @Override
    public void close() {}
  }
}
