package org.narq2t.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.narq2t.run.Json;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.space.nasbench201.NasBench201.Edge;
import org.narq2t.space.nasbench201.Operator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description =
        "Shows how an architecture of NAS-Bench-201 is encoded (Sec. III-A): its official index,"
            + " the feature tensor (31, 4, 4), and FLOPs and parameters of every operator and in"
            + " total. The earlier name of 'narq2t arch show'.",
    footer = {
      "",
      "Example:",
      "  narq2t encode --dataset cifar10 --arch \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'"
    })
public final class EncodeCommand implements Callable<Integer> {
  private static final int STAGE = 5;

  @Spec CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  Which which;

  static final class Which {
    @Option(names = "--arch", paramLabel = "STRING", description = "The official string.")
    String arch;

    @Option(names = "--index", paramLabel = "N", description = "The official index, 0 to 15624.")
    Integer index;
  }

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description =
          "cifar10, cifar100 or imagenet16; it decides the image size and the classifier.")
  String dataset;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  /** What is printed. */
  record Encoding(
      int index,
      @JsonProperty("arch_str") String description,
      String dataset,
      @JsonProperty("total_flops") long flops,
      @JsonProperty("total_params") long parameters,
      List<OperatorCost> operators,
      float[][][] tensor) {}

  /** One operator: FLOPs and parameters in each of the 15 cells. */
  record OperatorCost(int from, int to, String operator, long[] flops, long[] params) {}

  @Override
  public Integer call() throws Exception {
    NasBench201 space = new NasBench201();
    Task data = Task.parse(dataset);
    if (which.index != null && (which.index < 0 || which.index >= space.size())) {
      throw new IllegalArgumentException(
          "index cannot be %d; allowed: 0 to %d".formatted(which.index, space.size() - 1));
    }
    int index = which.index == null ? space.indexOf(which.arch) : which.index;
    Encoding encoding = encode(space, index, data);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(encoding));
    } else {
      print(out, encoding);
    }
    return 0;
  }

  private static Encoding encode(NasBench201 space, int index, Task data) {
    float[][][] tensor = FeatureTensor.of(space, index, data);
    List<OperatorCost> operators = new ArrayList<>();
    int[] codes = space.codes(index);
    for (int e = 0; e < codes.length; e++) {
      Edge edge = NasBench201.EDGES.get(e);
      int cells = (space.patches() - 1) / 2;
      long[] flops = new long[cells];
      long[] parameters = new long[cells];
      for (int cell = 0; cell < cells; cell++) {
        flops[cell] = (long) tensor[1 + 2 * cell][edge.from()][edge.to()];
        parameters[cell] = (long) tensor[2 + 2 * cell][edge.from()][edge.to()];
      }
      operators.add(
          new OperatorCost(
              edge.from(), edge.to(), Operator.of(codes[e]).officialName(), flops, parameters));
    }
    return new Encoding(
        index,
        space.describe(index),
        data.key(),
        space.totalFlops(data)[index],
        space.totalParameters(data)[index],
        operators,
        tensor);
  }

  private static void print(PrintWriter out, Encoding encoding) {
    out.printf("architecture %d  %s%n", encoding.index(), encoding.description());
    out.printf(
        "%s: %,d FLOPs, %,d parameters%n%n",
        encoding.dataset(), encoding.flops(), encoding.parameters());
    out.println("Operators: FLOPs and parameters in a cell of each stage (cells 1-5, 6-10, 11-15)");
    String[] header = {
      "edge", "operator", "FLOPs 1", "FLOPs 2", "FLOPs 3", "params 1", "params 2", "params 3"
    };
    List<String[]> rows =
        encoding.operators().stream()
            .map(
                o ->
                    new String[] {
                      o.from() + " -> " + o.to(),
                      o.operator(),
                      "%,d".formatted(o.flops()[0]),
                      "%,d".formatted(o.flops()[STAGE]),
                      "%,d".formatted(o.flops()[2 * STAGE]),
                      "%,d".formatted(o.params()[0]),
                      "%,d".formatted(o.params()[STAGE]),
                      "%,d".formatted(o.params()[2 * STAGE])
                    })
            .toList();
    out.println(TextTable.of(header, rows));
    out.println();
    out.printf(
        "Feature tensor (%d, 4, 4): patch 0 holds operator codes, then FLOPs and parameters of each"
            + " cell%n",
        encoding.tensor().length);
    for (int patch : new int[] {0, 1, 2}) {
      String what =
          patch == 0 ? "operators" : patch == 1 ? "FLOPs of cell 1" : "parameters of cell 1";
      out.printf("patch %d, %s%n", patch, what);
      for (float[] row : encoding.tensor()[patch]) {
        for (float value : row) {
          out.printf("%12.0f", value);
        }
        out.println();
      }
    }
    out.println("(--json prints all patches)");
  }
}
