package org.narq2t.cli;

import static org.narq2t.cli.Figures.format;
import static org.narq2t.cli.Figures.percent;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.ledger.Split;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCell;
import org.narq2t.run.LatencyResult;
import org.narq2t.run.LatencyResult.LatencyPredictor;
import org.narq2t.run.LimitsEffect;
import org.narq2t.run.RunResult;

/** What a run says of latency and of limits. */
final class LatencySummary {
  private LatencySummary() {}

  /** The predictors of latency beside each other. */
  static void predictors(Printout out, LatencyResult latency) {
    out.print(
        "Latency on %s, learnt from %,d architectures (%s):",
        latency.device(), latency.measured(), out.measured());
    out.print(
        TextTable.of(
            header("expected RMSE, ms"),
            latency.predictors().stream()
                .map(p -> row(p.name(), latency.recommended(), p.expected(), p.heldOut()))
                .toList()));
    latency
        .head()
        .ifPresent(
            head -> {
              out.print("%s", verdict(latency, head));
              if (head.topFive().count() > 0) {
                out.print("%s", topFive(head.topFive()));
              }
            });
  }

  static String[] header(String expected) {
    return new String[] {
      "predictor",
      expected,
      "held-out RMSE, ms",
      "within 5 %",
      "within 10 %",
      "Kendall tau",
      "Spearman"
    };
  }

  /** Errors of one predictor; shares and ranks are on what is held out. */
  static String[] row(
      String name, String recommended, LatencyQuality expected, LatencyQuality heldOut) {
    return new String[] {
      name.equals(recommended) ? name + " (recommended)" : name,
      format("%.3f", expected.error().rmseMs()),
      format("%.3f", heldOut.error().rmseMs()),
      percent(heldOut.error().within5Percent()),
      percent(heldOut.error().within10Percent()),
      format("%.3f", heldOut.tau()),
      format("%.3f", heldOut.spearman())
    };
  }

  private static String verdict(LatencyResult latency, LatencyPredictor head) {
    double own = head.expected().error().rmseMs();
    LatencyPredictor best = latency.best();
    return best.equals(head)
        ? "NARQ2T's own latency head is expected to err least, and is recommended."
        : format(
            "%s beats NARQ2T's own latency head here, with an expected error of %.3f against %.3f"
                + " ms: use it.",
            best.name(), best.expected().error().rmseMs(), own);
  }

  private static String topFive(LatencyError error) {
    return format(
        "narq2t on the %d candidates of the best iteration, as in the paper's Table III: RMSE %.3f"
            + " ms, %s within 5 %%, %s within 10 %%.",
        error.count(),
        error.rmseMs(),
        percent(error.within5Percent()),
        percent(error.within10Percent()));
  }

  /** The limits, and how many architectures keep them. */
  static void limits(Printout out, RunResult result, LimitsEffect limited) {
    int size = result.known().architectures();
    out.print("Limits: %s.", inWords(limited.limits(), result.configuration().limits().device()));
    out.print(
        limited.predictor().isEmpty()
            ? format("%,d of %,d architectures keep the limits.", limited.measured(), size)
            : format(
                "%,d of %,d architectures keep the limits by %s with a margin of %.3f ms, %,d %s.",
                limited.predicted(),
                size,
                limited.predictor(),
                limited.marginMs(),
                limited.measured(),
                out.asMeasured()));
    if (limited.candidates() == 0) {
      out.print("The search looked up no candidates.");
    } else if (limited.violations() + limited.unmeasured() == 0) {
      out.print("All %,d candidates of the search keep the limits.", limited.candidates());
    } else {
      out.print(
          "Violations: %,d of %,d candidates of the search%s; none of these is reported.",
          limited.violations(),
          limited.candidates(),
          limited.unmeasured() == 0
              ? ""
              : format(", and %,d whose latency is unknown", limited.unmeasured()));
    }
    out.print(
        result.reports().isEmpty()
            ? format("Nothing that was looked up keeps the limits %s.", out.asMeasured())
            : format(
                "Both rules choose among what keeps the limits %s; random search draws from"
                    + " that alone.",
                out.asMeasured()));
  }

  /** Limits in words. */
  static String inWords(LimitSettings limits, String device) {
    List<String> words = new ArrayList<>();
    if (limits.limitsLatency()) {
      words.add(format("%s ms on %s", Figures.plain(limits.maxLatencyMs()), device));
    }
    if (limits.limitsEnergy()) {
      words.add(format("%s mJ on %s", Figures.plain(limits.maxEnergyMj()), device));
    }
    if (limits.maxFlops() > 0) {
      words.add(format("%,d FLOPs", limits.maxFlops()));
    }
    if (limits.maxParameters() > 0) {
      words.add(format("%,d parameters", limits.maxParameters()));
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /** Every candidate that breaks a limit; nothing if none does. */
  static void violations(Printout out, CellsOnDevice found, Split reported) {
    if (!found.violations().isEmpty()) {
      out.print("Candidates that break a limit:");
    }
    for (FoundCell cell : found.violations()) {
      out.print(
          "  %s%n    %.2f %% %s accuracy, %s",
          cell.description(), cell.accuracy(), reported.key(), costs(out, cell, found));
    }
  }

  /** For example: predicted 8.12 ± 0.30 ms (additive-ridge), measured 8.31 ms; FLOPs. */
  static String costs(Printout out, FoundCell cell, CellsOnDevice found) {
    List<String> words = new ArrayList<>();
    if (!Double.isNaN(cell.predictedMs())) {
      words.add(
          format(
              "predicted %.3f ± %.3f ms (%s)",
              cell.predictedMs(), found.errorMs(), found.predictor()));
    }
    words.add(
        Double.isNaN(cell.measuredMs())
            ? "unknown on " + found.device()
            : format("%s %.3f ms on %s", out.measured(), cell.measuredMs(), found.device()));
    if (!Double.isNaN(cell.energyMj())) {
      words.add(format("%.3f mJ", cell.energyMj()));
    }
    words.add(format("%,d FLOPs", cell.flops()));
    words.add(format("%,d parameters", cell.parameters()));
    return String.join(", ", words);
  }
}
