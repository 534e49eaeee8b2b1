package org.narq2t.study;

import java.util.List;
import java.util.Optional;
import org.narq2t.configuration.Impossible;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;

/** The results on another task that a search starts from. */
public final class WarmTable {
  /** Of the first design; with ten the best of another task is found later (docs/adr/0027). */
  private static final int INITIAL = 4;

  private WarmTable() {}

  /**
   * The settings that it stands for.
   *
   * @param table {@code SPACE/TASK}, the space by its full or short name; empty for none
   * @throws Impossible if this predictor cannot start from anything
   */
  public static List<String> overrides(Optional<String> table, String predictor) {
    if (table.isEmpty()) {
      return List.of();
    }
    List<String> able = RunConfiguration.warmPredictors();
    if (!able.contains(predictor)) {
      throw Impossible.because(
          "warm",
          ("A start from another task needs the strategy sequential with the predictor %s;"
                  + " '%s' cannot start from a table")
              .formatted(String.join(" or ", able), predictor));
    }
    return List.of("strategy.initial=" + INITIAL, "predictor.warm=" + fullName(table.get()));
  }

  /** With the full name of the space. */
  private static String fullName(String table) {
    int slash = table.indexOf('/');
    if (slash < 0) {
      return table;
    }
    try {
      return Spaces.named(table.substring(0, slash)).name() + table.substring(slash);
    } catch (IllegalArgumentException e) {
      throw Impossible.because(
          "warm",
          "'%s' is not a table to start from, SPACE/TASK such as %s/%s: %s"
              .formatted(
                  table,
                  Spaces.standard().key(),
                  Spaces.standard().tasks().get(0).key(),
                  e.getMessage()));
    }
  }
}
