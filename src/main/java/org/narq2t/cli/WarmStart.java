package org.narq2t.cli;

import java.util.List;
import java.util.Optional;
import org.narq2t.run.Spaces;
import picocli.CommandLine.Option;

/** The option to start a search from the results on another task. */
final class WarmStart {
  /** Of the first design; with ten the best of another task is found later (docs/adr/0027). */
  private static final int INITIAL = 4;

  @Option(
      names = "--warm",
      paramLabel = "SPACE/TASK",
      description =
          "The table of another task to start from, for example nb201/cifar10: what is good there is"
              + " tried first, and what is learnt is how this task differs. For --predictor gp.")
  Optional<String> table = Optional.empty();

  /**
   * The settings that it stands for.
   *
   * @throws IllegalArgumentException if this predictor cannot start from anything
   */
  List<String> overrides(String predictor) {
    if (table.isEmpty()) {
      return List.of();
    }
    if (!predictor.equals("gp")) {
      throw new IllegalArgumentException(
          "--warm needs --strategy sequential with --predictor gp; '%s' cannot start from a table"
              .formatted(predictor));
    }
    return List.of("strategy.initial=" + INITIAL, "predictor.warm=" + fullName(table.get()));
  }

  /** {@code nasbench201/cifar10} for {@code nb201/cifar10}. */
  private static String fullName(String table) {
    int slash = table.indexOf('/');
    return slash < 0
        ? table
        : Spaces.named(table.substring(0, slash)).name() + table.substring(slash);
  }
}
