package org.narq2t.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.narq2t.images.NetworkExport;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.tracking.Runs;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "network",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the network of a cell, as the benchmark built it or in the size that you ask for.",
      "",
      "The ending of a file's name decides what it holds:",
      "  net.py           plain PyTorch source that needs torch only: build() makes the network",
      "  net.safetensors  its weights, for build().load_state_dict(...)",
      "  net.pt           the same weights for torch.load",
      "  net.onnx         images of any number to logits; onnxruntime and PyTorch agreed on it",
      "A file that is there is replaced.",
      "",
      "Without --weights the network is not trained: its weights are those that a seed draws. A trained"
          + " one comes out of 'narq2t search --data FOLDER --export best/'.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  narq2t network --out net.py --out net.onnx --arch \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'",
      "  narq2t network --arch '...' --classes 5 --resolution 64 --channels 32 --out flowers.py",
      "  narq2t network --run 12 --out best/                     after 'narq2t search --data'",
      "  narq2t network --space nb101 --arch 00005c142e6f48ac74fdcf73e3439874 --out net.onnx",
      "  narq2t network --space nb101 --arch '010001000 input,conv3x3-bn-relu,output' --out net.py",
      "",
      "Then, without narq2t:",
      "  python -c 'import net; print(net.build())'"
    })
public final class NetworkCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  private final EmbeddedPython python;
  private final EnumeratedSpaces spaces;
  private final NetworkExport exports;
  private final Runs runs;

  @ArgGroup(multiplicity = "1")
  NetworkSource source;

  /** The network that is meant. */
  static final class NetworkSource {
    @Option(
        names = "--arch",
        required = true,
        paramLabel = "CELL",
        description =
            "The cell: for nb201 the official string, for nb101 adjacency and operations with a space"
                + " between them, or a module hash.")
    String arch;

    @Option(
        names = "--run",
        required = true,
        paramLabel = "RUN",
        description =
            "The trained network that this search on your own images found; --out is a folder then.")
    Long run;
  }

  @Mixin SpaceOption of;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "Where to write it, ending in .py, .safetensors, .pt or .onnx. Repeat it. With --run a folder.")
  List<Path> out;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of this network, a .safetensors file.")
  Optional<Path> weights = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Draws the weights where none are given (default 0).")
  long seed;

  @Mixin NetworkSize size;

  @Option(names = "--json", description = "Prints what was written as one JSON object.")
  boolean json;

  NetworkCommand(EmbeddedPython python, EnumeratedSpaces spaces, NetworkExport exports, Runs runs) {
    this.python = python;
    this.spaces = spaces;
    this.exports = exports;
    this.runs = runs;
  }

  /**
   * The answer as JSON.
   *
   * @param parameters of the network; left out where a run says it
   */
  record WrittenNetwork(
      List<String> files, @JsonInclude(JsonInclude.Include.NON_NULL) Long parameters) {}

  @Override
  public Integer call() throws IOException {
    WrittenNetwork written = source.run == null ? written() : exported();
    if (json) {
      Answers.print(spec.commandLine(), written);
      return 0;
    }
    PrintWriter printed = spec.commandLine().getOut();
    written.files().forEach(file -> printed.println("Wrote " + file));
    if (source.run == null) {
      printed.printf(
          Locale.ROOT,
          "%,d parameters, %s.%n",
          written.parameters(),
          weights
              .map(file -> "weights of " + file)
              .orElse("not trained: weights drawn by seed " + seed));
    }
    return 0;
  }

  /** The network that a run found, in each folder. */
  private WrittenNetwork exported() throws IOException {
    List<String> files = new ArrayList<>();
    for (Path folder : out) {
      exports
          .export(runs.folder(source.run), folder)
          .forEach(file -> files.add(folder.resolve(file).toString()));
    }
    return new WrittenNetwork(files, null);
  }

  private WrittenNetwork written() throws IOException {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("space", of.space.key());
    arguments.put("cell", spaces.networkText(of.space, source.arch));
    arguments.put("space_file", null); // a hash is looked up here
    arguments.put("network", size.settings());
    arguments.put("weights", weights.map(Path::toString).orElse(null));
    arguments.put("seed", seed);
    arguments.put("out", out.stream().map(Path::toString).toList());
    long parameters = python.runtime().save("write_network", arguments).get("parameters").asLong();
    return new WrittenNetwork(out.stream().map(Path::toString).toList(), parameters);
  }
}
