package org.narq2t.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.narq2t.files.CsvLine;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Round;
import org.narq2t.run.RunResult;

/** All that runs looked up or trained, in its order: to learn from, to choose by, to search. */
public final class LookUpTable {
  /** The names of the columns. Accuracies in %, empty where unknown; seconds of a training. */
  public static final List<String> COLUMNS =
      List.of(
          "round",
          "purpose",
          "architecture",
          "description",
          "validation",
          "test",
          "epochs",
          "seed",
          "seconds",
          "status");

  private LookUpTable() {}

  /** The lines of a CSV file of one run. */
  static List<String> whole(RunResult result) {
    return Stream.concat(
            Stream.of(CsvLine.of(COLUMNS)), rows(result.rounds()).stream().map(CsvLine::of))
        .toList();
  }

  /** A row for each observation. */
  public static List<List<String>> rows(List<Round> rounds) {
    List<List<String>> rows = new ArrayList<>();
    for (Round round : rounds) {
      for (Observation one : round.observations()) {
        rows.add(
            List.of(
                Integer.toString(round.number()),
                one.purpose().name().toLowerCase(Locale.ROOT),
                Integer.toString(one.architecture()),
                one.description(),
                number(one.validation()),
                number(one.test()),
                Integer.toString(one.epochs()),
                Long.toString(one.seed()),
                number(one.seconds()),
                one.status().name().toLowerCase(Locale.ROOT)));
      }
    }
    return rows;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
