package org.narq2t.cli;

import static org.narq2t.cli.Sentences.sentence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonRuntime;
import org.narq2t.run.Spaces;
import org.narq2t.run.SpreadCells;
import org.narq2t.space.Task;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long networks take on this machine, and writes a CSV that 'data import --format"
          + " latency-csv' reads. Each network runs ten times to warm up, then --runs times; the CSV has"
          + " the median in ms and the quartiles.",
      "",
      "A row is written as soon as it is known: the same command goes on where it was cut off. One file"
          + " holds the latencies of one size of network and one way to run it. Let nothing else run"
          + " meanwhile.",
      "",
      "For a phone or a board see docs/own-images.md: python/narq2t/latency/on_device.py needs only"
          + " onnxruntime, numpy and networks that 'narq2t network' wrote.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t latency measure --out latencies.csv                    100 networks of nb201",
      "  narq2t latency measure --device cuda --batch 64 --networks 300 --out gpu.csv",
      "  narq2t latency measure --resolution 64 --classes 5 --threads 2 --out mine.csv",
      "  narq2t latency measure --out one.csv --arch \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'"
    })
public final class LatencyMeasureCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final EmbeddedPython python;
  private final SpreadCells spread;
  private final EnumeratedSpaces spaces;

  @Mixin SpaceOption of;

  @ArgGroup MeasuredNetworks which = new MeasuredNetworks();

  static final class MeasuredNetworks {
    @Option(
        names = "--networks",
        paramLabel = "N",
        description = "How many to measure (default 100), spread over the space.")
    Optional<Integer> networks = Optional.empty();

    @Option(
        names = "--arch",
        paramLabel = "CELL",
        description = "A cell to measure, as 'narq2t network' takes it. Repeat it for more.")
    List<String> cells = new ArrayList<>();
  }

  @Option(
      names = "--device",
      defaultValue = "this",
      paramLabel = "NAME",
      description = "cpu, cuda, or this (default): cuda where there is a GPU, unless onnxruntime.")
  String device;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "onnxruntime (default on the CPU; with the CPU only) or torch (default on the GPU).")
  Optional<String> backend = Optional.empty();

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads of the CPU (default 1).")
  int threads;

  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description = "Images at a time (default 1).")
  int batch;

  @Option(
      names = "--runs",
      defaultValue = "50",
      paramLabel = "N",
      description = "Measured runs of each network (default 50).")
  int runs;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "S",
      description = "Decides which networks are measured (default 0).")
  long seed;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV.")
  Path out;

  @Mixin NetworkSize size;

  @Option(names = "--json", description = "Prints what was measured as one JSON object.")
  boolean json;

  LatencyMeasureCommand(EmbeddedPython python, SpreadCells spread, EnumeratedSpaces spaces) {
    this.python = python;
    this.spread = spread;
    this.spaces = spaces;
  }

  /**
   * The answer as JSON.
   *
   * @param measured networks now
   * @param there networks that the file had
   * @param file of the latencies
   */
  record Measured(
      int measured,
      long there,
      String device,
      String runtime,
      int batch,
      int threads,
      String file) {}

  @Override
  public Integer call() throws IOException {
    List<String> cells = cells();
    JsonNode measured = measure(cells);
    PrintWriter printed = spec.commandLine().getOut();
    int added = measured.get("added").asInt();
    long asked = cells.stream().distinct().count();
    if (json) {
      Answers.print(
          spec.commandLine(),
          new Measured(
              added,
              asked - added,
              measured.get("device").asText(),
              measured.get("runtime").asText(),
              batch,
              threads,
              out.toString()));
      return 0;
    }
    printed.printf(
        Locale.ROOT,
        "Measured %,d networks with %s on the %s (batch %d, threads %d), %,d were there: %s%n",
        added,
        measured.get("runtime").asText(),
        measured.get("device").asText().equals("cuda") ? "GPU" : "CPU",
        batch,
        threads,
        asked - added,
        out);
    printed.println(whatNext(measured.get("device").asText()));
    return 0;
  }

  private List<String> cells() throws IOException {
    if (which.cells.isEmpty()) {
      spaces.open(of.space);
      return spread.choose(of.space.name(), which.networks.orElse(100), seed);
    }
    List<String> cells = new ArrayList<>();
    for (String given : which.cells) {
      cells.add(spaces.networkText(of.space, given));
    }
    return cells;
  }

  private JsonNode measure(List<String> cells) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("device", device);
    backend.ifPresent(name -> config.put("runtime", name));
    config.put("threads", threads);
    config.put("batch", batch);
    config.put("runs", runs);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("space", of.space.key());
    arguments.put("cells", cells);
    arguments.put("network", size.settings());
    arguments.put("out", out.toString());
    arguments.put("config", config);
    PythonRuntime runtime = python.runtime();
    try (StepBar bar = new StepBar("measuring")) {
      return runtime
          .messages()
          .listening(
              "latency",
              event -> bar.at(event.get("done").asInt(), event.get("total").asInt()),
              () -> runtime.save("measure_latencies", arguments));
    }
  }

  /** How the table takes these latencies, or why it does not. */
  private String whatNext(String measuredOn) {
    Optional<Task> task = size.task();
    if (of.space != Spaces.standard() || task.isEmpty()) {
      return sentence("measured.not-for-the-table", Spaces.standard().title());
    }
    return sentence(
        "measured.for-the-table",
        measuredOn.equals("cuda") ? "my-gpu" : "my-cpu",
        task.orElseThrow().key(),
        out);
  }
}
