package org.narq2t.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCell;
import org.narq2t.run.RunResult;

/**
 * A network that a run found.
 *
 * @param rule that selected it
 * @param validation accuracy in %
 * @param test accuracy in %, NaN if the table lacks it
 * @param place among the known networks that keep the limits, by the reported accuracy
 * @param random expected accuracy of random search with as many queries
 * @param latencyMs measured, NaN if it was not asked for, or not measured
 * @param energyMj the same of the energy of one image
 * @param unmeasured whether it was not measured, and nearly surely keeps the limits
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReportedCell(
    String description,
    String rule,
    double validation,
    double test,
    int place,
    int of,
    double random,
    double randomDeviation,
    double latencyMs,
    double energyMj,
    boolean unmeasured) {

  /** The one that a rule selected. */
  static ReportedCell of(RunResult.Report report, RunResult result, Optional<CellsOnDevice> costs) {
    int architecture = report.outcome().architecture();
    Optional<FoundCell> cost = costs.map(c -> c.reported().get(report.protocol()));
    return new ReportedCell(
        report.description(),
        report.protocol().key(),
        report.outcome().validation(),
        report.outcome().test(),
        report.outcome().rank().place(),
        report.outcome().rank().size(),
        report.random().mean(),
        report.random().deviation(),
        cost.map(FoundCell::measuredMs).orElse(Double.NaN),
        cost.map(FoundCell::energyMj).orElse(Double.NaN),
        result.limited().stream().anyMatch(l -> l.assumed().contains(architecture)));
  }

  /** Prints it, in up to five lines. */
  void print(Printout out, String device) {
    out.print("%s", description);
    out.print(
        Double.isNaN(test)
            ? "  validation %.2f %%, rule: %3$s"
            : "  test %2$.2f %%, validation %1$.2f %%, rule: %3$s",
        validation,
        test,
        rule);
    if (!Double.isNaN(random)) { // else nobody knows the rest of the space
      out.print(
          "  place %,d of %,d; random search: %.2f±%.2f %%", place, of, random, randomDeviation);
    }
    if (!costs().isEmpty()) {
      out.print("  %s on %s, %s", String.join(", ", costs()), device, out.measured());
    }
    if (unmeasured) {
      out.print("  not measured: it keeps the limits with a probability of 0.9 or more");
    }
  }

  /** Its costs on the device, as far as they are known: {@code 4.717 ms, 22.6 mJ}. */
  private List<String> costs() {
    List<String> costs = new ArrayList<>();
    if (!Double.isNaN(latencyMs)) {
      costs.add(FigureFormat.format("%.3f ms", latencyMs));
    }
    if (!Double.isNaN(energyMj)) {
      costs.add(FigureFormat.format("%.3f mJ", energyMj));
    }
    return costs;
  }
}
