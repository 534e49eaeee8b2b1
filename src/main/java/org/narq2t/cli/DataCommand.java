package org.narq2t.cli;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.narq2t.benchmark.CellInformationJson;
import org.narq2t.benchmark.Download;
import org.narq2t.benchmark.PinnedFile;
import org.narq2t.benchmark.PinnedFile.Bundle;
import org.narq2t.benchmark.TableCsv;
import org.narq2t.benchmark.TableFile;
import org.narq2t.experiment.Benchmarks;
import org.narq2t.experiment.Json;
import org.narq2t.files.AtomicFile;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.settings.Settings;
import org.narq2t.space.nasbench201.NasBench201;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(fetch | import | export | formats | show)",
    description = {
      "Benchmark tables: fetch one, import one of the official formats, export, show what is there.",
      "",
      "The official archive (learning curves, seeds, latencies) is not fetched: it is published by the",
      "NATS-Bench authors as NATS-tss-v1_0-3ffb9-simple.tar (see the README of",
      "https://github.com/D-X-Y/NATS-Bench). Unpack it and import it with",
      "  narq2t data import --format nats-bench NATS-tss-v1_0-3ffb9-simple"
    })
public final class DataCommand {
  @Spec CommandSpec spec;
  @Inject Settings settings;
  @Inject EmbeddedPython python;
  @Inject Benchmarks benchmarks;

  @Command(
      description = {
        "Fetches the real NAS-Bench-201 table, checks it and imports it. Each file is pinned by its",
        "SHA-256; an interrupted download goes on where it stopped."
      },
      mixinStandardHelpOptions = true)
  int fetch(
      @Option(
              names = "--mirror",
              defaultValue = "",
              paramLabel = "PLACE",
              description =
                  "A folder or address that has the files, instead of their published addresses.")
          String mirror)
      throws IOException {
    Download download = new Download(mirror);
    boolean compact = PinnedFile.COMPACT.files().stream().allMatch(download::onMirror);
    Bundle bundle = compact ? PinnedFile.COMPACT : PinnedFile.PUBLIC;
    PrintWriter out = out();
    out.println("Fetching " + bundle.description());
    List<String> sources = new ArrayList<>();
    Map<String, String> digests = new HashMap<>();
    for (PinnedFile file : bundle.files()) {
      try (ProgressBar bar = new ProgressBar(file.name(), -1)) {
        Path fetched =
            download.fetch(
                file,
                settings.data().resolve("downloads"),
                (bytes, total) -> {
                  bar.maxHint(total);
                  bar.stepTo(bytes);
                });
        sources.add(fetched.toString());
        digests.put(file.name(), file.sha256());
      }
    }
    return importFrom(bundle.format(), sources, digests);
  }

  @Command(
      name = "import",
      description = {
        "Imports results into the table that runs use. 'narq2t data formats' lists the formats.",
        "Pickled archives are read by an unpickler that builds numbers and containers only."
      },
      mixinStandardHelpOptions = true)
  int importTable(
      @Option(names = "--format", required = true, paramLabel = "NAME") String format,
      @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Files or a folder.")
          List<Path> sources)
      throws IOException {
    return importFrom(format, sources.stream().map(Path::toString).toList(), Map.of());
  }

  private int importFrom(String format, List<String> sources, Map<String, String> sha256)
      throws IOException {
    Files.createDirectories(settings.data());
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("format", format);
    arguments.put("sources", sources);
    arguments.put("target", benchmarks.realTable(NasBench201.NAME).toString());
    arguments.put("sha256", sha256.isEmpty() ? null : sha256);
    PythonRuntime runtime = python.runtime();
    JsonNode report;
    try (ProgressBar bar = new ProgressBar("importing", -1)) {
      Consumer<JsonNode> progress =
          event -> {
            if (event.path("kind").asText().equals("import")) {
              bar.maxHint(event.get("total").asLong());
              bar.stepTo(event.get("done").asLong());
            }
          };
      runtime.listen(progress);
      try {
        report = runtime.call("import_table", arguments);
      } finally {
        runtime.stopListening(progress);
      }
    }
    ImportReport.print(out(), report);
    out().println("The table is " + benchmarks.realTable(NasBench201.NAME));
    return 0;
  }

  @Command(
      description = {
        "Writes the whole space: nar-json is the NAR authors' cell information dataset (FLOPs and",
        "parameters of every operator in every cell), csv one row per architecture."
      },
      mixinStandardHelpOptions = true)
  int export(
      @Option(
              names = "--format",
              required = true,
              paramLabel = "NAME",
              description = "nar-json or csv",
              converter = ExportFormat.Converter.class)
          ExportFormat format,
      @Option(names = "--out", required = true, paramLabel = "FILE") Path target)
      throws IOException {
    TableFile table = benchmarks.table(NasBench201.NAME);
    try (ProgressBar bar = new ProgressBar("writing", benchmarks.nasBench201().size())) {
      AtomicFile.write(
          target,
          out -> {
            if (format == ExportFormat.CSV) {
              TableCsv.write(benchmarks.nasBench201(), table, out, bar::stepTo);
            } else {
              var json = Json.MAPPER.getFactory().createGenerator(out);
              new CellInformationJson(benchmarks.nasBench201(), table).write(json, bar::stepTo);
              json.flush();
            }
          });
    }
    Printout.of(out(), table.provenance())
        .print("Wrote %d architectures to %s", table.size(), target);
    return 0;
  }

  @Command(description = "Lists the formats that can be imported.", mixinStandardHelpOptions = true)
  int formats() {
    for (JsonNode format : python.runtime().call("formats", Map.of())) {
      out().printf("%-14s %s%n", format.get("name").asText(), format.get("reads").asText());
    }
    return 0;
  }

  @Command(description = "Shows which table runs use.", mixinStandardHelpOptions = true)
  int show(@Option(names = "--json", description = "Print JSON.") boolean json) throws IOException {
    TableFile table = benchmarks.table(NasBench201.NAME);
    if (json) {
      out().println(Json.MAPPER.writeValueAsString(table.provenance()));
    } else {
      Printout out = Printout.of(out(), table.provenance());
      out.print("space     %s", table.provenance().space());
      out.print("kind      %s", table.provenance().kind());
      out.print("source    %s", table.provenance().source());
      out.print("sha256    %s", table.provenance().sha256());
      out.print(
          "imported  %s by %s", table.provenance().importedAt(), table.provenance().importer());
      out.print("seeds     %s", table.provenance().seeds());
      out.print("missing   %s", table.provenance().missing());
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
