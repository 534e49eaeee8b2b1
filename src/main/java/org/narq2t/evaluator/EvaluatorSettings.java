package org.narq2t.evaluator;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The settings of an evaluator: one record per module, with its name as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface EvaluatorSettings {

  /** Whether it trains: then any task may be searched, and nothing is known of what it did not. */
  default boolean trains() {
    return false;
  }
}
