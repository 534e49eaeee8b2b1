package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.narq2t.run.Json;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.Task;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows architectures; also under the earlier names {@code space show} and {@code encode}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows architectures: operators, FLOPs and parameters of each in the cells of the network,"
            + " and in total, counted as the NAR authors do; fields of the JSON have the names of"
            + " their cell information dataset.",
    footer = {
      "",
      "Examples:",
      "  narq2t arch show --index 0 --dataset cifar100 --tensor",
      "  narq2t arch show --arch \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'",
      "  narq2t arch show --space nb101 --arch 00005c142e6f48ac74fdcf73e3439874 --json",
      "  narq2t arch show --space nb101 --adjacency 010001000 \\",
      "    --operations input,maxpool3x3,output",
      "  narq2t arch show --space nb101 --list - < hashes.txt > cells.jsonl"
    })
public class ArchitectureShowCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  @Spec CommandSpec spec;
  private final EnumeratedSpaces spaces;

  @Mixin SpaceOption of;

  @ArgGroup(multiplicity = "1")
  Which which;

  static final class Which {
    @Option(
        names = {"--arch", "--hash"},
        paramLabel = "TEXT",
        description = "The official string; of nb101 the module hash.")
    String arch;

    @Option(names = "--index", paramLabel = "N", description = "The official index, from 0.")
    Integer index;

    @ArgGroup(exclusive = false, multiplicity = "1")
    Graph graph;

    @Option(
        names = {"--list", "--hashes"},
        paramLabel = "FILE",
        description =
            "A file with an official string on each line, - for standard input: prints one line of"
                + " JSON for each, in the same order; tens of thousands need seconds. Stops at a"
                + " bad line.")
    String list;
  }

  static final class Graph {
    @Option(
        names = "--adjacency",
        required = true,
        paramLabel = "DIGITS",
        description = "Of nb101: the matrix, row after row; 010001000 is input -> 1 -> output.")
    String adjacency;

    @Option(
        names = "--operations",
        required = true,
        paramLabel = "NAMES",
        description =
            "Of each vertex, with commas: input, then conv3x3-bn-relu, conv1x1-bn-relu or"
                + " maxpool3x3, then output.")
    String operations;

    /** As numbers, [from][to]. */
    int[][] matrix() {
      int size = (int) Math.sqrt(adjacency.length());
      if (size * size != adjacency.length() || !adjacency.matches("[01]+")) {
        throw new IllegalArgumentException(
            "--adjacency '%s' is not a square matrix of 0 and 1, row after row"
                .formatted(adjacency));
      }
      int[][] matrix = new int[size][size];
      for (int i = 0; i < adjacency.length(); i++) {
        matrix[i / size][i % size] = adjacency.charAt(i) - '0';
      }
      return matrix;
    }
  }

  @Option(
      names = "--dataset",
      defaultValue = "cifar10",
      paramLabel = "NAME",
      description =
          "Decides the image size and the classifier: cifar10 (default), cifar100, imagenet16.")
  String dataset;

  @Option(names = "--json", description = "Print one JSON object (always so with --list).")
  boolean json;

  @Option(
      names = "--tensor",
      description =
          "Also the feature tensor, raw: operator codes, then FLOPs and parameters of each cell of"
              + " the network, at [from][to] of an edge.")
  boolean tensor;

  @Inject
  ArchitectureShowCommand(EnumeratedSpaces spaces) {
    this.spaces = spaces;
  }

  @Override
  public Integer call() throws IOException {
    ArchitectureDescription description =
        new ArchitectureDescription(spaces.open(of.space), Task.parse(dataset), tensor);
    PrintWriter out = spec.commandLine().getOut();
    if (which.list != null) {
      showAll(description, out);
    } else if (json) {
      JsonGenerator generator = generator(out).useDefaultPrettyPrinter();
      description.write(generator, index(description.space()));
      generator.flush();
      out.println();
    } else {
      int index = index(description.space());
      description.print(out, index);
      if (which.graph != null && !description.space().networkText(index).equals(given())) {
        out.println(
            "The space keeps this cell with its vertices in another order than you gave, or");
        out.println("without what leads nowhere: " + description.space().networkText(index));
      }
    }
    return 0;
  }

  private String given() {
    return which.graph.adjacency + " " + which.graph.operations;
  }

  private int index(SearchSpace space) {
    if (which.arch != null) {
      return space.indexOf(which.arch);
    }
    if (which.graph != null) {
      return space.indexOf(which.graph.matrix(), List.of(which.graph.operations.split(",", -1)));
    }
    if (which.index < 0 || which.index >= space.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--index cannot be %d; allowed: 0 to %d",
              which.index,
              space.size() - 1));
    }
    return which.index;
  }

  private void showAll(ArchitectureDescription description, PrintWriter out) throws IOException {
    boolean standardInput = which.list.equals("-");
    Writer buffered = new BufferedWriter(out, BUFFER);
    JsonGenerator generator = generator(buffered).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    int line = 0;
    int written = 0;
    try (BufferedReader given =
        standardInput
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(which.list))) {
      for (String text = given.readLine(); text != null; text = given.readLine()) {
        line++;
        if (!text.isBlank()) {
          description.write(generator, description.space().indexOf(text.strip()));
          written++;
        }
      }
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("there is no file " + which.list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d of %s: %s"
              .formatted(line, standardInput ? "standard input" : which.list, e.getMessage()));
    } finally {
      if (written > 0) {
        generator.writeRaw('\n');
      }
      generator.flush();
    }
  }

  /** Writes to something that stays open, and is flushed when it is asked to be. */
  private static JsonGenerator generator(Writer out) throws IOException {
    return Json.MAPPER
        .getFactory()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** The earlier name of this command. */
  @Command(
      name = "encode",
      hidden = true,
      mixinStandardHelpOptions = true,
      description = "The same as 'narq2t arch show --tensor'.")
  @Typed(Encode.class) // not what is injected where the command itself is meant
  static final class Encode extends ArchitectureShowCommand {
    @Inject
    Encode(EnumeratedSpaces spaces) {
      super(spaces);
    }

    @Override
    public Integer call() throws IOException {
      tensor = true;
      return super.call();
    }
  }

  /** What holds this command. */
  @Command(
      name = "arch",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "show",
      description = "Shows architectures of a search space.",
      subcommands = ArchitectureShowCommand.class)
  static final class Group {}
}
