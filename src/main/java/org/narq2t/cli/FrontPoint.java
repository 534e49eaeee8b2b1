package org.narq2t.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.narq2t.report.SearchReport;

/**
 * A network that no other one looked up beats in both latency and validation accuracy.
 *
 * @param latencyMs measured
 * @param accuracy that is reported, %
 */
@JsonNaming(SnakeCaseStrategy.class)
record FrontPoint(String description, double latencyMs, double accuracy) {

  /** The front of a search, the fastest first; empty unless it was searched for. */
  static List<FrontPoint> of(SearchReport report) {
    return report.front().stream()
        .map(
            one ->
                new FrontPoint(
                    one.cell(), one.latencyMs(), one.isTested() ? one.test() : one.validation()))
        .toList();
  }

  /** Prints a front. */
  static void print(Printout out, List<FrontPoint> front) {
    if (!front.isEmpty()) {
      out.print("Front of latency and accuracy, %d networks:", front.size());
    }
    for (FrontPoint point : front) {
      out.print("  %9.3f ms  %5.2f %%  %s", point.latencyMs, point.accuracy, point.description);
    }
  }
}
