package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.narq2t.benchmark.CellInformationJson;
import org.narq2t.benchmark.NasBench101Csv;
import org.narq2t.benchmark.NasBench101Json;
import org.narq2t.benchmark.TableCsv;
import org.narq2t.benchmark.TableFile;
import org.narq2t.files.AtomicFile;
import org.narq2t.ledger.Split;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Json;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench101.NasBench101;
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
  @Inject Benchmarks benchmarks;

  @Mixin SpaceOption space;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "NAME",
      description = "nar-json or csv.",
      converter = ExportFormat.Converter.class)
  ExportFormat format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  Path target;

  @Option(names = "--json", description = "Prints what was written as one JSON object.")
  boolean json;

  /** What was written, as JSON. */
  record Written(String space, String benchmark, String format, int architectures, String file) {}

  /** Writes a number of architectures, and tells how far it is. */
  private interface Writing {
    void to(BufferedWriter out, IntConsumer progress) throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    TableFile table = benchmarks.table(space.name.fullName());
    int written =
        space.name == SpaceName.NB101 ? exportNasBench101(table) : exportNasBench201(table);
    if (json) {
      Answers.print(
          spec.commandLine(),
          new Written(
              space.name.fullName(),
              table.provenance().kind(),
              format.key(),
              written,
              target.toString()));
      return 0;
    }
    Printout.of(spec.commandLine().getOut(), table.provenance())
        .print("Wrote %,d of %,d architectures to %s", written, table.size(), target);
    return 0;
  }

  private int exportNasBench201(TableFile table) throws IOException {
    if (format == ExportFormat.CSV) {
      write(
          table.size(),
          (out, progress) -> TableCsv.write(benchmarks.nasBench201(), table, out, progress));
    } else {
      CellInformationJson json = new CellInformationJson(benchmarks.nasBench201(), table);
      write(
          table.size(),
          (out, progress) -> {
            JsonGenerator generator = Json.MAPPER.getFactory().createGenerator(out);
            json.write(generator, progress);
            generator.flush();
          });
    }
    return table.size();
  }

  private int exportNasBench101(TableFile table) throws IOException {
    NasBench101 cells = benchmarks.nasBench101();
    int[] known = table.known(Task.CIFAR10, Split.VALIDATION);
    IntToDoubleFunction seconds = cell -> table.trainingTime(cell, Task.CIFAR10);
    if (format == ExportFormat.CSV) {
      write(
          known.length,
          (out, progress) -> NasBench101Csv.write(cells, table, seconds, known, out, progress));
    } else {
      NasBench101Json json = new NasBench101Json(cells, table, seconds);
      write(
          known.length,
          (out, progress) -> {
            JsonGenerator generator = Json.MAPPER.getFactory().createGenerator(out);
            json.write(generator, known, progress);
            generator.flush();
          });
    }
    return known.length;
  }

  private void write(int architectures, Writing content) throws IOException {
    try (StepBar bar = new StepBar("writing")) {
      AtomicFile.write(target, out -> content.to(out, done -> bar.at(done, architectures)));
    }
  }
}
