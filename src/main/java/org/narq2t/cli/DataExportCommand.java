package org.narq2t.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.narq2t.benchmark.TableFile;
import org.narq2t.files.AtomicFile;
import org.narq2t.ledger.Split;
import org.narq2t.run.Benchmarks;
import org.narq2t.space.ResultFormat;
import org.narq2t.space.SearchSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a table: nar-json is the NAR authors' cell information dataset (FLOPs and parameters"
          + " of every operator in every cell), csv one row per architecture, which 'data import'"
          + " reads back.",
      "",
      "Of NAS-Bench-201 all architectures are written, of NAS-Bench-101 the cells whose validation"
          + " accuracy is known. Accuracies are in %%, except in the JSON of NAS-Bench-101, where"
          + " they are 0 to 1 as the authors have them. An unknown value is null or an empty field."
    },
    footer = {
      "",
      "Examples:",
      "  narq2t data export --format nar-json --out cells.json",
      "  narq2t data export --space nb101 --format csv --out cells101.csv",
      "  narq2t data import --format nasbench101-csv cells101.csv"
    })
public final class DataExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final Benchmarks benchmarks;

  @Mixin SpaceOption of;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "NAME",
      description = "nar-json or csv.")
  String format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  Path target;

  @Option(names = "--json", description = "Prints what was written as one JSON object.")
  boolean json;

  DataExportCommand(Benchmarks benchmarks) {
    this.benchmarks = benchmarks;
  }

  /** The answer as JSON. */
  record WrittenTable(
      String space, String benchmark, String format, int architectures, String file) {}

  @Override
  public Integer call() throws IOException {
    ResultFormat writer = of.space.formats().get(format);
    if (writer == null) {
      throw new IllegalArgumentException(
          "'%s' is not a format of %s; allowed: %s"
              .formatted(
                  format,
                  of.space.key(),
                  String.join(", ", new TreeSet<>(of.space.formats().keySet()))));
    }
    TableFile table = benchmarks.table(of.space.name());
    SearchSpace space = benchmarks.space(of.space.name());
    int[] architectures =
        writer.writesUnknown()
            ? IntStream.range(0, table.size()).toArray()
            : table.known(of.space.tasks().get(0), Split.VALIDATION);
    try (StepBar bar = new StepBar("writing")) {
      AtomicFile.write(
          target,
          out ->
              writer.write(
                  space, table, architectures, out, done -> bar.at(done, architectures.length)));
    }
    if (json) {
      Answers.print(
          spec.commandLine(),
          new WrittenTable(
              of.space.name(),
              table.provenance().kind(),
              format,
              architectures.length,
              target.toString()));
      return 0;
    }
    Printout.of(spec.commandLine().getOut(), table.provenance())
        .print("Wrote %,d of %,d architectures to %s", architectures.length, table.size(), target);
    return 0;
  }
}
