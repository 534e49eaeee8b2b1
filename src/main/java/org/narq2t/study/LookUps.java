package org.narq2t.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.narq2t.configuration.Impossible;
import org.narq2t.run.RunConfiguration;

/**
 * How look-ups of trained accuracies are shared out: to train on, to choose the epoch by, and to
 * search with.
 *
 * @param iterations of each of the searches
 * @param searches that share one ranker
 */
record LookUps(int train, int validation, int iterations, int searches) {

  /**
   * Shares in proportion to those of a configuration: its split, and its iterations times the
   * candidates of one. Fractions go to the search, and what fills no iteration of every search is
   * not spent.
   *
   * @param total at most this many
   * @throws Impossible if it is too few; the message says how many would do
   */
  static LookUps share(RunConfiguration configuration, int total, int searches) {
    if (configuration.strategy().perIteration() == 0) {
      throw new IllegalArgumentException("only the strategy 'tiers' has shares of look-ups");
    }
    LookUps shares = proportional(configuration, total, searches);
    if (!shares.suffice(configuration)) {
      throw Impossible.because(
          "budget",
          String.format(
              Locale.ROOT,
              "%,d look-ups are too few: %s needs a training batch (%d), as many architectures to"
                  + " validate with as there are tiers (%d), and an iteration of %d candidates for"
                  + " each search, with the shares of the configuration %,d in all",
              total,
              searches == 1 ? "a search" : searches + " searches",
              IntStream.iterate(2, n -> n + 1)
                  .filter(n -> new LookUps(n, n, 1, 1).fits(configuration))
                  .findFirst()
                  .orElseThrow(),
              Math.max(1, configuration.predictor().tiers()),
              configuration.strategy().perIteration(),
              IntStream.iterate(total + 1, n -> n + 1)
                  .filter(n -> proportional(configuration, n, searches).suffice(configuration))
                  .findFirst()
                  .orElseThrow()));
    }
    return shares;
  }

  private static LookUps proportional(RunConfiguration configuration, int total, int searches) {
    long whole = configuration.lookUps();
    int train = (int) (configuration.strategy().training() * (long) total / whole);
    int validation = (int) (configuration.strategy().validation() * (long) total / whole);
    int iterations =
        (total - train - validation) / configuration.strategy().perIteration() / searches;
    return new LookUps(train, validation, iterations, searches);
  }

  private boolean suffice(RunConfiguration configuration) {
    return train >= 2 && validation >= 1 && iterations >= 1 && fits(configuration);
  }

  private boolean fits(RunConfiguration configuration) {
    try {
      configuration.predictor().requireFor(train, validation);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** As values to lay over a configuration. */
  List<String> overrides(RunConfiguration configuration) {
    return configuration.strategy().sharing(train, validation, iterations);
  }
}
