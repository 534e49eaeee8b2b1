package org.narq2t.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.ledger.Split;
import org.narq2t.loop.Loops;
import org.narq2t.loop.MemoryFolder;
import org.narq2t.space.Space;
import org.narq2t.strategy.Killing;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.WordPredictor;

/** What every evaluator keeps, ours and a stranger's. */
public abstract class EvaluatorContract {
  private static final int[] ASKED = {7, 100, 3, 12, 1, 50};

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** The space of what it evaluates, with 101 architectures or more. */
  protected abstract Space space();

  /**
   * A new evaluator, as a new process would make it.
   *
   * @param folder for what it keeps from process to process
   */
  protected abstract Evaluator evaluator(Path folder) throws IOException;

  /** An architecture that it cannot evaluate. */
  protected abstract int unknown();

  @Test
  void whatIsAskedIsObservedOnceAndInThatOrder() {
    List<Observation> observed = evaluate("one", Purpose.SEARCH, ASKED);

    assertThat(observed).extracting(Observation::architecture).containsExactly(boxed(ASKED));
    assertThat(observed)
        .allMatch(o -> o.purpose() == Purpose.SEARCH)
        .allMatch(o -> o.description().equals(space().describe(o.architecture())))
        .allMatch(o -> o.status() != Observation.Status.PENDING)
        .allMatch(o -> Double.isNaN(o.validation()) == (o.status() != Observation.Status.DONE));
  }

  @Test
  void theOrderAndTheBatchesChangeNothing() {
    List<Observation> observed = new ArrayList<>(evaluate("one", Purpose.SEARCH, ASKED));
    List<Observation> single = new ArrayList<>();
    IntStream.of(ASKED).forEach(a -> single.addAll(evaluate("single", Purpose.SEARCH, a)));

    assertThat(single).isEqualTo(observed);
    Collections.reverse(observed);
    int[] backwards = observed.stream().mapToInt(Observation::architecture).toArray();
    assertThat(evaluate("backwards", Purpose.SEARCH, backwards)).isEqualTo(observed);
  }

  @Test
  void anotherProcessObservesTheSame() {
    List<Observation> first = evaluate("kept", Purpose.TRAINING, ASKED);

    assertThat(evaluate("kept", Purpose.TRAINING, ASKED)).isEqualTo(first);
    assertThat(evaluate("new", Purpose.TRAINING, ASKED)).isEqualTo(first);
  }

  /** Nothing is learnt from test images. */
  @Test
  void aTrainingSetShowsNoTestAccuracies() {
    for (Purpose learnt : List.of(Purpose.TRAINING, Purpose.TIER_VALIDATION)) {
      assertThat(evaluate(learnt.name(), learnt, ASKED)).allMatch(o -> Double.isNaN(o.test()));
    }
  }

  @Test
  void nothingAskedIsNothingObserved() {
    assertThat(evaluate("none", Purpose.SEARCH)).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluate("unknown", Purpose.SEARCH, unknown()))
        .withMessageContaining(Integer.toString(unknown()));
  }

  /** A run that was killed in the middle of a batch goes on with what is missing. */
  @Test
  void whatWasRecordedIsNotAskedForAgain() throws IOException {
    List<Round> expected = run("whole", evaluator(made("whole"))).rounds();
    boolean killed = true;
    int moment = 0;
    for (; killed; moment++) {
      String name = "killed-" + moment;
      List<Integer> recorded = new ArrayList<>();
      killed = killedAt(moment, name, recorded);
      List<Integer> askedFor = new ArrayList<>();
      Evaluator rest = evaluator(made(name));
      Ledger ledger =
          run(
              name,
              (batch, purpose, sink) -> {
                batch.forEach(proposed -> askedFor.add(proposed.architecture()));
                rest.evaluate(batch, purpose, sink);
              });
      assertThat(ledger.rounds()).as("killed at moment %d", moment).isEqualTo(expected);
      assertThat(concatenated(recorded, askedFor)).containsExactly(boxed(ASKED));
    }
    assertThat(moment).as("before and after each time that it gave something").isGreaterThan(2);
  }

  private boolean killedAt(int moment, String name, List<Integer> recorded) throws IOException {
    Evaluator killed = new Killing(moment).around(evaluator(made(name)));
    try {
      run(
          name,
          (batch, purpose, sink) ->
              killed.evaluate(
                  batch,
                  purpose,
                  observations -> {
                    sink.accept(observations);
                    observations.forEach(o -> recorded.add(o.architecture()));
                  }));
      return false;
    } catch (Killing.Killed e) {
      return true;
    }
  }

  /** Whoever knows the results of all architectures says the same of those that were observed. */
  @Test
  void itsOracleAgrees() throws IOException {
    try (Evaluator evaluator = evaluator(made("oracle"))) {
      List<Observation> observed = new ArrayList<>();
      evaluator.evaluate(batch(ASKED), Purpose.SEARCH, observed::addAll);
      evaluator
          .oracle()
          .ifPresent(
              oracle -> {
                assertThat(oracle.known()).contains(ASKED).doesNotContain(unknown());
                assertThat(observed)
                    .extracting(Observation::validation)
                    .isEqualTo(of(ASKED, a -> oracle.accuracies(Split.VALIDATION)[a]));
                assertThat(observed)
                    .extracting(Observation::description)
                    .isEqualTo(of(ASKED, oracle::describe));
              });
    }
  }

  private List<Observation> evaluate(String name, Purpose purpose, int... architectures) {
    List<Observation> observed = new ArrayList<>();
    try (Evaluator evaluator = evaluator(made(name))) {
      evaluator.evaluate(batch(architectures), purpose, observed::addAll);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return observed;
  }

  /** One batch of all that is asked. */
  private Ledger run(String name, Evaluator evaluator) {
    Strategy once =
        ledger ->
            ledger.rounds().isEmpty()
                ? Optional.of(new Proposal.Evaluate(Purpose.SEARCH, batch(ASKED), Sampling.NONE))
                : Optional.empty();
    return Loops.run(
        space(), once, new WordPredictor(), evaluator, Budget.UNLIMITED, made(name + "-run"));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Proposed> batch(int... architectures) {
    return IntStream.of(architectures).mapToObj(Proposed::of).toList();
  }

  private static Integer[] boxed(int... architectures) {
    return Arrays.stream(architectures).boxed().toArray(Integer[]::new);
  }

  private static <T> List<T> of(int[] architectures, Function<Integer, T> what) {
    return Arrays.stream(architectures).boxed().map(what).toList();
  }

  private static List<Integer> concatenated(List<Integer> first, List<Integer> then) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }
}
