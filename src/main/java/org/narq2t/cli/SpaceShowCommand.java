package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
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
import org.narq2t.space.nasbench101.Cell;
import org.narq2t.space.nasbench101.InvalidCell;
import org.narq2t.space.nasbench101.NasBench101;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows cells of NAS-Bench-101: matrix, operators, channels, and FLOPs and parameters of"
            + " every vertex in each cell of the network, and in total. FLOPs are counted as the"
            + " NAR authors do; fields of the JSON have the names of their cell information"
            + " dataset.",
    footer = {
      "",
      "Examples:",
      "  narq2t space show --space nb101 --hash 00005c142e6f48ac74fdcf73e3439874",
      "  narq2t space show --space nb101 --index 0 --json --tensor",
      "  narq2t space show --space nb101 --adjacency 010001000 \\",
      "    --operations input,maxpool3x3,output",
      "  narq2t space show --space nb101 --hashes - < hashes.txt > cells.jsonl"
    })
public final class SpaceShowCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  @Spec CommandSpec spec;
  @Inject EnumeratedCells cells;

  @Option(
      names = "--space",
      required = true,
      paramLabel = "SPACE",
      description = "nb101; for nb201 see 'narq2t encode'.",
      converter = SpaceName.Converter.class)
  SpaceName space;

  @ArgGroup(multiplicity = "1")
  Which which;

  static final class Which {
    @Option(
        names = "--hash",
        paramLabel = "HASH",
        description = "The module hash, 32 hexadecimal digits.")
    String hash;

    @Option(names = "--index", paramLabel = "N", description = "The rank of the hash, 0 to 423623.")
    Integer index;

    @ArgGroup(exclusive = false, multiplicity = "1")
    Graph graph;

    @Option(
        names = "--hashes",
        paramLabel = "FILE",
        description =
            "A file with a module hash on each line, - for standard input: prints one line of JSON"
                + " for each, in the same order; tens of thousands need seconds. Stops at a bad"
                + " line.")
    String hashes;
  }

  static final class Graph {
    @Option(
        names = "--adjacency",
        required = true,
        paramLabel = "DIGITS",
        description = "The matrix, row after row: 010001000 is input -> vertex 1 -> output.")
    String adjacency;

    @Option(
        names = "--operations",
        required = true,
        paramLabel = "NAMES",
        description =
            "Of each vertex, with commas: input, then conv3x3-bn-relu, conv1x1-bn-relu or"
                + " maxpool3x3, then output.")
    String operations;
  }

  @Option(names = "--json", description = "Print one JSON object (always so with --hashes).")
  boolean json;

  @Option(
      names = "--tensor",
      description =
          "Also the feature tensor (19, 7, 7), raw: operator codes, then FLOPs and parameters of"
              + " each of the nine cells, at [from][to] of the edge that leads to a vertex.")
  boolean tensor;

  @Override
  public Integer call() throws IOException {
    if (space == SpaceName.NB201) {
      throw new IllegalArgumentException(
          "space show knows nb101 only; for nb201: narq2t encode --dataset cifar10 --index N");
    }
    NasBench101 nasBench101 = cells.open();
    CellDescription description = new CellDescription(nasBench101, tensor);
    PrintWriter out = spec.commandLine().getOut();
    if (which.hashes != null) {
      showAll(nasBench101, description, out);
    } else if (json) {
      JsonGenerator generator = generator(out).useDefaultPrettyPrinter();
      description.write(generator, index(nasBench101));
      generator.flush();
      out.println();
    } else {
      int index = index(nasBench101);
      description.print(out, index);
      if (which.graph != null && !nasBench101.cell(index).equals(given())) {
        out.println("The space keeps this cell with its vertices in another order than you gave.");
      }
    }
    return 0;
  }

  private int index(NasBench101 nasBench101) {
    if (which.hash != null) {
      return nasBench101.indexOf(which.hash);
    }
    if (which.index != null) {
      if (which.index < 0 || which.index >= nasBench101.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "--index cannot be %d; allowed: 0 to %d",
                which.index,
                nasBench101.size() - 1));
      }
      return which.index;
    }
    return nasBench101
        .indexOf(given())
        .orElseThrow(() -> new InvalidCell("the space does not have this cell"));
  }

  /** The cell of the graph that was given, pruned. */
  private Cell given() {
    String digits = which.graph.adjacency;
    int size = (int) Math.sqrt(digits.length());
    if (size * size != digits.length() || !digits.matches("[01]+")) {
      throw new InvalidCell(
          "--adjacency '%s' is not a square matrix of 0 and 1, row after row".formatted(digits));
    }
    int[][] adjacency = new int[size][size];
    for (int i = 0; i < digits.length(); i++) {
      adjacency[i / size][i % size] = digits.charAt(i) - '0';
    }
    return Cell.parse(adjacency, List.of(which.graph.operations.split(",", -1)));
  }

  private void showAll(NasBench101 nasBench101, CellDescription description, PrintWriter out)
      throws IOException {
    boolean standardInput = which.hashes.equals("-");
    Writer buffered = new BufferedWriter(out, BUFFER);
    JsonGenerator generator = generator(buffered).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    int line = 0;
    int written = 0;
    try (BufferedReader hashes =
        standardInput
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(which.hashes))) {
      for (String hash = hashes.readLine(); hash != null; hash = hashes.readLine()) {
        line++;
        if (!hash.isBlank()) {
          description.write(generator, nasBench101.indexOf(hash.strip()));
          written++;
        }
      }
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("there is no file " + which.hashes);
    } catch (InvalidCell e) {
      throw new InvalidCell(
          "line %d of %s: %s"
              .formatted(line, standardInput ? "standard input" : which.hashes, e.getMessage()));
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
}
