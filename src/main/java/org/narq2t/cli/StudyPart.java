package org.narq2t.cli;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.study.Narrowing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of a study that is run, and how. */
final class StudyPart {
  @Option(
      names = "--axis",
      paramLabel = "AXIS=VALUE[,VALUE]",
      description = "Only these values of an axis, see 'show'; can be repeated.")
  List<String> axes = List.of();

  @Option(
      names = "--protocol",
      paramLabel = "PROTOCOL[,PROTOCOL]",
      description =
          "Only these ranking protocols, of a study that has an axis 'protocol', as leaderboard-tau:"
              + " held-out, nar-former, pinat, flowerformer.")
  String protocols;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "SEED",
      description = "Only these seeds, with commas.")
  List<Long> seeds = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one value in every run, under those of the axes; can be repeated.")
  List<String> settings = List.of();

  @Option(names = "--queue", description = "Leaves the runs to the workers of 'narq2t serve'.")
  boolean queue;

  @Mixin ClusterOptions cluster;

  @Option(names = "--json", description = "Prints the tables as JSON, when all is done.")
  boolean json;

  Narrowing narrowing() {
    List<String> all = new ArrayList<>(axes);
    if (protocols != null) {
      all.add("protocol=" + protocols);
    }
    return new Narrowing(Narrowing.axes(all), seeds, settings);
  }
}
