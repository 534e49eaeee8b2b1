package org.narq2t.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option to start a search from the results on another task. */
final class WarmStart {
  @Option(
      names = "--warm",
      paramLabel = "SPACE/TASK",
      description =
          "The table of another task to start from, for example nb201/cifar10: what is good there is"
              + " tried first, and what is learnt is how this task differs. For --predictor gp.")
  Optional<String> table = Optional.empty();
}
