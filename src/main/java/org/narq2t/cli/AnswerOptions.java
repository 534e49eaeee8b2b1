package org.narq2t.cli;

import picocli.CommandLine.Option;

/** How a command that did a run answers. */
final class AnswerOptions {
  @Option(names = "--json", description = "Prints the answer as one JSON object.")
  boolean json;

  @Option(
      names = "--details",
      description =
          "Prints both selection rules, ranks, latencies and times, instead of few lines.")
  boolean details;
}
