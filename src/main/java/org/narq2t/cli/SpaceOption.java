package org.narq2t.cli;

import picocli.CommandLine.Option;

/** {@code --space} of commands that work on the table of one space. */
final class SpaceOption {
  @Option(
      names = "--space",
      defaultValue = "nb201",
      paramLabel = "SPACE",
      description = "nb201 (default) or nb101.",
      converter = SpaceName.Converter.class)
  SpaceName name;
}
