package org.narq2t.cli;

import static org.narq2t.cli.FigureFormat.format;
import static org.narq2t.cli.FigureFormat.percent;
import static org.narq2t.cli.Sentences.sentence;

import org.narq2t.evaluation.LatencyError;
import org.narq2t.evaluation.LatencyQuality;
import org.narq2t.latency.LatencyResult;
import org.narq2t.latency.LatencyResult.LatencyPredictor;

/** The latency predictors of a run, in words and a table. */
final class LatencySummary {
  private LatencySummary() {}

  /** The predictors of latency beside each other. */
  static void predictors(Printout out, LatencyResult latency) {
    out.say("latency.learnt", latency.device(), latency.measured(), out.measured());
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
        ? sentence("latency.head-is-best")
        : sentence("latency.head-is-beaten", best.name(), best.expected().error().rmseMs(), own);
  }

  private static String topFive(LatencyError error) {
    return sentence(
        "latency.top-five",
        error.count(),
        error.rmseMs(),
        percent(error.within5Percent()),
        percent(error.within10Percent()));
  }
}
