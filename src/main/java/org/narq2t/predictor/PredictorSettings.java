package org.narq2t.predictor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The settings of a predictor: one record per module, with its name as {@code type}. What YAML may
 * say, what a run records and what Python gets follow from its components.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface PredictorSettings {
  /** The name in configurations of the predictor that learns nothing. */
  String NONE = "none";

  /** The method as papers write it, for example {@code ReNAS}; empty if it has no such name. */
  default String title() {
    return "";
  }

  /** Whether it learns anything. */
  default boolean learns() {
    return true;
  }

  /** Whether its scores come with deviations, see {@link Scores#deviation}. */
  default boolean deviates() {
    return learns();
  }

  /** The number of quality tiers that it divides architectures into; 0 for none. */
  default int tiers() {
    return 0;
  }

  /** The weight of latency in what it learns; 0 if it learns none. */
  default double latencyWeight() {
    return 0;
  }

  /** Whether it needs a processor or GPU that multiplies in bfloat16. */
  default boolean needsBfloat16() {
    return false;
  }

  /** The task whose results it starts from, {@code space/task}; empty to start from nothing. */
  default String warm() {
    return "";
  }

  /**
   * Checks that it can be fitted to so many architectures.
   *
   * @param training architectures to learn from
   * @param validation architectures to choose by
   * @throws IllegalArgumentException naming the setting that cannot be
   */
  default void requireFor(int training, int validation) {}
}
