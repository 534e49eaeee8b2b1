package org.narq2t.cli;

import java.util.Optional;
import org.narq2t.run.Spaces;
import org.narq2t.space.NamedSpace;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunState;
import picocli.CommandLine.Option;

/** The options that choose among the recorded runs. */
final class RunSelectionOptions {
  @Option(names = "--state", paramLabel = "STATE", description = "Only runs in this state.")
  Optional<String> state = Optional.empty();

  @Option(names = "--space", paramLabel = "SPACE", description = "Only runs in this space.")
  Optional<String> space = Optional.empty();

  @Option(names = "--dataset", paramLabel = "NAME", description = "Only runs on this data set.")
  Optional<String> dataset = Optional.empty();

  @Option(names = "--preset", paramLabel = "NAME", description = "Only runs with this preset.")
  Optional<String> preset = Optional.empty();

  @Option(names = "--seed", paramLabel = "S", description = "Only runs with this seed.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only runs with this in their name, tags, note or preset.")
  Optional<String> text = Optional.empty();

  RunFilter selection() {
    return new RunFilter(
        state.map(RunState::of),
        space.map(RunSelectionOptions::fullName),
        dataset,
        preset,
        seed,
        text);
  }

  private static String fullName(String space) {
    return Spaces.searchable().stream()
        .filter(one -> one.isCalled(space))
        .map(NamedSpace::name)
        .findFirst()
        .orElseGet(() -> Spaces.named(space).name()); // throws, and lists the names
  }
}
