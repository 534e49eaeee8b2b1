package org.narq2t.strategy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.narq2t.predictor.PredictorSettings;

/** The settings of a strategy: one record per module, with its name as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface StrategySettings {

  /** Look-ups before the search, to learn from. */
  int training();

  /** Look-ups before the search by which a predictor chooses, and does not learn from. */
  default int validation() {
    return 0;
  }

  /** All look-ups before the search. */
  default int beforeSearch() {
    return training() + validation();
  }

  /** The way in which it works, in a word, where it has several; empty if not. */
  default String variant() {
    return "";
  }

  /** Whether it weighs the chances of architectures to keep limits, instead of obeying a domain. */
  default boolean weighsChances() {
    return false;
  }

  /** Architectures that each of its iterations looks up, at most; 0 if it has none. */
  default int perIteration() {
    return 0;
  }

  /** Whether cells are drawn with fewer vertices than there can be. */
  default boolean variesVertices() {
    return true;
  }

  /**
   * Overrides under which it divides its look-ups so.
   *
   * @throws UnsupportedOperationException if it has no iterations
   */
  default List<String> sharing(int training, int validation, int iterations) {
    throw new UnsupportedOperationException("no iterations share the look-ups");
  }

  /**
   * Checks that a predictor can answer what the search asks of it.
   *
   * @param limited whether limits have to be learnt
   * @throws IllegalArgumentException naming the setting that cannot be
   */
  default void requireOf(PredictorSettings predictor, boolean limited) {}

  /** All look-ups of trained results that it asks for, at most. */
  int lookUps();
}
