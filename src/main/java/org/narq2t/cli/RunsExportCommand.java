package org.narq2t.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.export.Format;
import org.narq2t.export.RunExport;
import org.narq2t.settings.Settings;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;
import org.narq2t.tracking.WrongState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a finished run for other programs.",
      "  csv          tables of epochs, candidates and predictions, as in the run's folder, and of all"
          + " that was looked up",
      "  json         everything that the run found, in one file",
      "  parquet      the same tables, with types; what is unknown is null",
      "  tensorboard  losses, tier accuracies, the search, settings and figures, as an event file"
    },
    footer = {
      "",
      "Examples:",
      "  narq2t runs export 7 --format parquet --out run7",
      "  narq2t runs export 7 --format csv --out run7.zip",
      "  narq2t runs export 7 --format tensorboard --out curves/run7"
    })
public final class RunsExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final RunStore store;
  private final Runs runs;
  private final RunExport export;
  private final Settings settings;

  @Parameters(paramLabel = "RUN", description = "Its number, as 'narq2t runs list' shows it.")
  long number;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "csv",
      description = "csv (the default), json, parquet or tensorboard.",
      converter = FormatConverter.class)
  Format format;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "Where to write it: a file for json, else a new folder, or a zip archive if it ends in .zip."
              + " Without it, here, under the name of the run.")
  Optional<Path> target;

  @Option(names = "--json", description = "Prints what was written as one JSON object.")
  boolean json;

  RunsExportCommand(RunStore store, Runs runs, RunExport export, Settings settings) {
    this.store = store;
    this.runs = runs;
    this.export = export;
    this.settings = settings;
  }

  /** The answer as JSON. */
  record WrittenRuns(long run, String benchmark, String format, String path) {}

  @Override
  public Integer call() throws IOException {
    RunRecord run = store.get(number);
    if (run.state() != RunState.FINISHED) {
      throw new WrongState(
          "Run %d cannot be exported: it is %s".formatted(number, run.state().key()));
    }
    Path written =
        export.write(
            format,
            runs.folder(run),
            target.orElseGet(
                () ->
                    Path.of(
                        format.isOneFile()
                            ? format.fileName(run.name())
                            : format.folderName(run.name()))));
    if (json) {
      Answers.print(
          spec.commandLine(),
          new WrittenRuns(number, run.benchmark(), format.key(), written.toString()));
      return 0;
    }
    Printout out = new Printout(spec.commandLine().getOut(), run.benchmark());
    out.print("Wrote run %d as %s to %s", number, format.key(), written);
    if (format == Format.TENSORBOARD && Files.isDirectory(written)) {
      out.print(
          "Look at it with: %s --logdir %s",
          settings.python().executable().resolveSibling("tensorboard"), written);
    }
    return 0;
  }

  /** Reads the name on the command line. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      try {
        return Format.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
