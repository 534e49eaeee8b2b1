package org.narq2t.web.pages;

import java.util.List;
import java.util.Locale;
import org.narq2t.ledger.Round;

/**
 * A training of a run on own images, in words.
 *
 * @param purpose what it was for
 * @param cell its text form
 */
public record TrainedNetwork(
    String purpose, String cell, int epochs, String validation, String test, String seconds) {

  static List<TrainedNetwork> of(List<Round> rounds) {
    return rounds.stream()
        .flatMap(round -> round.observations().stream())
        .map(
            o ->
                new TrainedNetwork(
                    switch (o.purpose()) {
                      case FINAL -> "final training";
                      case REPORT -> "found, and tested";
                      default -> "search";
                    },
                    o.description(),
                    o.epochs(),
                    Double.isNaN(o.validation()) ? "failed" : number("%.2f %%", o.validation()),
                    Double.isNaN(o.test()) ? "" : number("%.2f %%", o.test()),
                    o.seconds() == 0 ? "" : number("%.1f s", o.seconds())))
        .toList();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
