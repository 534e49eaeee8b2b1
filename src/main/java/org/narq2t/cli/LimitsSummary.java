package org.narq2t.cli;

import static org.narq2t.cli.FigureFormat.format;
import static org.narq2t.cli.Sentences.sentence;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.ledger.Split;
import org.narq2t.limits.LimitsEffect;
import org.narq2t.run.CellsOnDevice;
import org.narq2t.run.FoundCell;
import org.narq2t.run.RunResult;

/** The limits of a run, and the costs of its networks, in words. */
final class LimitsSummary {
  private LimitsSummary() {}

  /** The limits, and how many architectures keep them. */
  static void limits(Printout out, RunResult result, LimitsEffect limited) {
    int size = result.known().architectures();
    out.say("limits.named", inWords(limited.limits(), result.configuration().limits().device()));

    if (limited.predictor().isEmpty()) {
      out.say("limits.kept", limited.measured(), size);
    } else {
      out.say(
          "limits.kept-by-prediction",
          limited.predicted(),
          size,
          limited.predictor(),
          limited.marginMs(),
          limited.measured(),
          out.asMeasured());
    }
    if (limited.candidates() == 0) {
      out.say("limits.no-candidates");
    } else if (limited.violations() + limited.unmeasured() == 0) {
      out.say("limits.no-violations", limited.candidates());
    } else {
      out.say(
          "limits.violations",
          limited.violations(),
          limited.candidates(),
          limited.unmeasured() == 0 ? "" : sentence("limits.unmeasured", limited.unmeasured()));
    }

    if (result.reports().isEmpty()) {
      out.say("limits.none-found", out.asMeasured());
    } else {
      out.say("limits.rules", out.asMeasured());
    }
  }

  /** Limits in words. */
  static String inWords(LimitSettings limits, String device) {
    List<String> words = new ArrayList<>();
    if (limits.limitsLatency()) {
      words.add(format("%s ms on %s", FigureFormat.plain(limits.maxLatencyMs()), device));
    }
    if (limits.limitsEnergy()) {
      words.add(format("%s mJ on %s", FigureFormat.plain(limits.maxEnergyMj()), device));
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
      out.say("limits.broken");
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
