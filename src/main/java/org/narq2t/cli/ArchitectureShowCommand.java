package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.inject.Typed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
  @Spec CommandSpec spec;
  private final EnumeratedSpaces spaces;

  @Mixin SpaceOption of;

  @ArgGroup(multiplicity = "1")
  ArchitectureOptions which;

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

  ArchitectureShowCommand(EnumeratedSpaces spaces) {
    this.spaces = spaces;
  }

  @Override
  public Integer call() throws IOException {
    ArchitectureDescription description =
        new ArchitectureDescription(spaces.open(of.space), Task.parse(dataset), tensor);
    PrintWriter out = spec.commandLine().getOut();
    if (which.list != null) {
      ArchitectureList.write(out, description, which.list);
    } else if (json) {
      JsonGenerator generator = ArchitectureDescription.generator(out).useDefaultPrettyPrinter();
      description.write(generator, which.index(description.space()));
      generator.flush();
      out.println();
    } else {
      int index = which.index(description.space());
      description.print(out, index);
      if (which.graph != null
          && !description.space().networkText(index).equals(which.graph.text())) {
        out.println(
            "The space keeps this cell with its vertices in another order than you gave, or");
        out.println("without what leads nowhere: " + description.space().networkText(index));
      }
    }
    return 0;
  }

  /** The earlier name of this command. */
  @Command(
      name = "encode",
      hidden = true,
      mixinStandardHelpOptions = true,
      description = "The same as 'narq2t arch show --tensor'.")
  @Typed(Encode.class) // not what is injected where the command itself is meant
  static final class Encode extends ArchitectureShowCommand {
    Encode(EnumeratedSpaces spaces) {
      super(spaces);
    }

    @Override
    public Integer call() throws IOException {
      tensor = true;
      return super.call();
    }
  }

  /** The group of this command. */
  @Command(
      name = "arch",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "show",
      description = "Shows architectures of a search space.",
      subcommands = ArchitectureShowCommand.class)
  static final class ArchitectureCommand {}
}
