package org.narq2t.cli;

import java.util.List;
import java.util.Optional;
import org.narq2t.tracking.RunLabel;
import picocli.CommandLine.Option;

/** The name, tags and note that a user gives a run. */
final class RunLabelOptions {
  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "A name for the run, which lists show.")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--tag",
      paramLabel = "WORD",
      description = "A word by which 'runs list --text' finds it; can be repeated.")
  List<String> tags = List.of();

  @Option(names = "--note", paramLabel = "TEXT", description = "A note that stays with the run.")
  Optional<String> note = Optional.empty();

  boolean isGiven() {
    return name.isPresent() || note.isPresent() || !tags.isEmpty();
  }

  /** The label of a new run. */
  RunLabel label() {
    return over(RunLabel.NONE);
  }

  /** Another label with what is given; a tag that is {@code ''} takes all tags away. */
  RunLabel over(RunLabel label) {
    Optional<String> words =
        tags.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", tags));
    return label.with(name, words, note);
  }
}
