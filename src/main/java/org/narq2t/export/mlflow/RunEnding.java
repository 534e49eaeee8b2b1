package org.narq2t.export.mlflow;

/**
 * How a run ended.
 *
 * @param time in milliseconds since 1970
 */
record RunEnding(String state, String message, long time) {

  /** In MLflow's words. */
  String status() {
    return switch (state) {
      case "finished" -> "FINISHED";
      case "failed" -> "FAILED";
      default -> "KILLED";
    };
  }
}
