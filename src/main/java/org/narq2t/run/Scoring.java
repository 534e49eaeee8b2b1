package org.narq2t.run;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.narq2t.predictor.Scores;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.SearchSpace;

/**
 * Asks the predictors of finished runs about any architecture. The last one is kept open. It shares
 * the one Python with a run that is being done: a call waits until the epoch is over.
 */
@ApplicationScoped
public class Scoring {
  private final Benchmarks benchmarks;
  private final EmbeddedPython python;

  private Optional<OpenedRanker> opened = Optional.empty();

  Scoring(Benchmarks benchmarks, EmbeddedPython python) {
    this.benchmarks = benchmarks;
    this.python = python;
  }

  /**
   * A request for scores.
   *
   * @param run the folder of a finished run
   * @param ranker the folder of the run that trained its ranker: the same, or the earlier one
   */
  public record Request(RunFolder run, RunFolder ranker) {}

  /**
   * How a latency was predicted.
   *
   * @param predictor the run's recommended one
   * @param expectedErrorMs its root mean squared error on what it did not learn from
   */
  public record LatencySource(String device, String predictor, double expectedErrorMs) {}

  /**
   * The answer of a ranker.
   *
   * @param architectures indices in the whole space
   * @param descriptions their official forms
   * @param latency how latencies were predicted; empty if the run learnt none
   * @param latencyMs one for each architecture, or none
   */
  public record Answer(
      int[] architectures,
      String[] descriptions,
      Scores scores,
      Optional<LatencySource> latency,
      float[] latencyMs) {}

  /** The names by which a run calls its architectures. */
  public interface Names {
    /** The space of the benchmark, all of it. */
    SearchSpace space();

    /** All that the predictor can be asked about, ascending. */
    int[] all();

    /**
     * Checks the number of an architecture.
     *
     * @throws IllegalArgumentException if there is none, or the predictor does not know it
     */
    int ofRun(int index);
  }

  /**
   * Scores architectures.
   *
   * @param architectures gives their indices in the whole space
   * @throws IllegalArgumentException if the run learnt no predictor, was on another table than
   *     there is now, or an architecture is none
   * @throws IOException if the record or the benchmark cannot be read
   */
  public synchronized Answer score(Request request, Function<Names, int[]> architectures)
      throws IOException {
    PythonRuntime runtime = python.runtime();
    OpenedRanker ranker = open(runtime, request);
    try {
      return ranker.score(architectures.apply(ranker));
    } catch (PythonFailure e) { // Python may have lost the model: the next call opens it again
      close();
      throw e;
    } finally {
      if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
        close(); // edits of Python are in effect only when no model is open
      }
    }
  }

  private OpenedRanker open(PythonRuntime runtime, Request request) throws IOException {
    Optional<OpenedRanker> same = opened.filter(o -> o.isOf(request.run()));
    if (same.isPresent()) {
      return same.orElseThrow();
    }
    close();
    OpenedRanker ranker = OpenedRanker.open(runtime, benchmarks, request);
    opened = Optional.of(ranker);
    return ranker;
  }

  private void close() {
    Optional<OpenedRanker> last = opened;
    opened = Optional.empty();
    last.ifPresent(OpenedRanker::close);
  }
}
