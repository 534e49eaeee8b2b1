package org.narq2t.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.narq2t.cli.FittingTable.Column;
import org.narq2t.run.Prediction;
import org.narq2t.run.Prediction.Scored;
import org.narq2t.run.RunFolder;
import org.narq2t.run.Scoring;
import org.narq2t.run.Scoring.Answer;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.tracking.WrongState;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the predictor of a finished run about architectures: score, how unsure it is or the tier"
          + " that it predicts, and latency if the run learnt one. A score is an order, not an"
          + " accuracy; no accuracy is looked up."
    },
    footer = {
      "",
      "Examples:",
      "  narq2t predict --run 7 0 15624",
      "  narq2t predict --run 7 --top 20 --json",
      "  narq2t predict --run 7 \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'"
    })
public final class PredictCommand implements Callable<Integer> {
  private static final FittingTable<Scored> TABLE =
      new FittingTable<>(
          List.of(
              new Column<>("index", 2, true, one -> Integer.toString(one.index())),
              new Column<>("score", 4, true, one -> format("%.4f", one.score())),
              new Column<>("±", 1, true, PredictCommand::deviation),
              new Column<>("tier", 3, true, PredictCommand::tier),
              new Column<>("ms", 1, true, PredictCommand::latency),
              new Column<>("architecture", 5, false, Scored::architecture)));

  @Spec CommandSpec spec;
  private final RunStore store;
  private final Runs runs;
  private final Scoring scoring;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "The number of a finished run.")
  long number;

  @ArgGroup(multiplicity = "1")
  AskedArchitectures which;

  static final class AskedArchitectures {
    @Parameters(
        arity = "1..*",
        paramLabel = "ARCH",
        description = "Official strings, module hashes or indices.")
    List<String> architectures = List.of();

    @Option(
        names = "--top",
        paramLabel = "N",
        description = "The N architectures of the whole space that it scores highest.")
    int top;
  }

  @Option(names = "--json", description = "Prints one JSON object.")
  boolean json;

  PredictCommand(RunStore store, Runs runs, Scoring scoring) {
    this.store = store;
    this.runs = runs;
    this.scoring = scoring;
  }

  @Override
  public Integer call() throws IOException {
    RunRecord run = store.get(number);
    Answer answer =
        scoring.score(new Scoring.Request(finished(run), ranker(run)), this::architectures);
    Prediction prediction =
        which.top == 0 ? Prediction.of(number, answer) : Prediction.best(number, answer, which.top);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Answers.print(spec.commandLine(), prediction);
    } else {
      // an architecture is never cut or wrapped, so the table is as wide as it has to be
      out.println(TABLE.of(prediction.predictions(), Integer.MAX_VALUE));
      answer
          .latency()
          .ifPresent(
              latency ->
                  out.println(
                      format(
                          "ms: on %s by %s, expected error %.3f ms",
                          latency.device(), latency.predictor(), latency.expectedErrorMs())));
    }
    return 0;
  }

  private RunFolder ranker(RunRecord run) {
    return run.needs() == null ? runs.folder(run) : finished(store.get(run.needs()));
  }

  private RunFolder finished(RunRecord run) {
    if (run.state() != RunState.FINISHED) {
      throw new WrongState(
          "Run %d is %s: it has no predictor before it has finished"
              .formatted(run.id(), run.state().key()));
    }
    return runs.folder(run);
  }

  private int[] architectures(Scoring.Names names) {
    if (which.architectures.isEmpty()) {
      if (which.top < 1) {
        throw new IllegalArgumentException(
            "--top cannot be %d; it is at least 1".formatted(which.top));
      }
      return names.all();
    }
    return which.architectures.stream()
        .mapToInt(
            name ->
                name.matches("\\d{1,9}")
                    ? names.ofRun(Integer.parseInt(name))
                    : names.space().indexOf(name))
        .toArray();
  }

  private static String deviation(Scored one) {
    return one.deviation() == null ? "-" : format("%.4f", one.deviation());
  }

  private static String tier(Scored one) {
    return one.tier() == 0 ? "-" : Integer.toString(one.tier());
  }

  private static String latency(Scored one) {
    return one.latencyMs() == null ? "-" : format("%.3f", one.latencyMs());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
