package org.narq2t.cli;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows an architecture: its index, operators, FLOPs and parameters of every operator and in"
            + " total, and how it is encoded for a predictor.",
    footer = {
      "",
      "Examples:",
      "  narq2t arch show 0",
      "  narq2t arch show --dataset cifar100 \\",
      "    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|'",
      "  narq2t arch show 00005c142e6f48ac74fdcf73e3439874      a cell of NAS-Bench-101, by its hash",
      "  narq2t arch show --space nb101 0 --json --tensor",
      "",
      "'narq2t encode' and 'narq2t space show' are earlier names of it."
    })
public final class ArchShowCommand implements Callable<Integer> {
  private static final String MODULE_HASH = "[0-9a-f]{32}";

  @Spec CommandSpec spec;
  @Inject Instance<SpaceShowCommand> cells;

  @ArgGroup(multiplicity = "1")
  Which which;

  static final class Which {
    @Parameters(
        paramLabel = "ARCH",
        description =
            "An official string of NAS-Bench-201, a module hash of NAS-Bench-101, or an index.")
    String arch;

    @Option(
        names = "--hashes",
        paramLabel = "FILE",
        description = "A file of module hashes of NAS-Bench-101, - for standard input.")
    String hashes;

    @ArgGroup(exclusive = false, multiplicity = "1")
    SpaceShowCommand.Graph graph;
  }

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description = "nb201 (default) or nb101, where it does not follow from ARCH.",
      converter = SpaceName.Converter.class)
  Optional<SpaceName> space = Optional.empty();

  @Option(
      names = "--dataset",
      defaultValue = "cifar10",
      paramLabel = "NAME",
      description =
          "cifar10 (default), cifar100 or imagenet16: decides the costs in NAS-Bench-201.")
  String dataset;

  @Option(names = "--json", description = "Prints one JSON object.")
  boolean json;

  @Option(names = "--tensor", description = "Also the feature tensor of a cell of NAS-Bench-101.")
  boolean tensor;

  @Override
  public Integer call() throws Exception {
    boolean of101 = which.arch == null || which.arch.matches(MODULE_HASH);
    return space.orElse(of101 ? SpaceName.NB101 : SpaceName.NB201) == SpaceName.NB101
        ? cell()
        : architecture();
  }

  private int architecture() throws Exception {
    EncodeCommand shown = new EncodeCommand();
    shown.spec = spec;
    shown.which = new EncodeCommand.Which();
    shown.which.index = index();
    shown.which.arch = which.arch;
    shown.dataset = dataset;
    shown.json = json;
    return shown.call();
  }

  private int cell() throws Exception {
    SpaceShowCommand shown = cells.get();
    shown.spec = spec;
    shown.space = SpaceName.NB101;
    shown.which = new SpaceShowCommand.Which();
    shown.which.index = index();
    shown.which.hash = shown.which.index == null ? which.arch : null;
    shown.which.hashes = which.hashes;
    shown.which.graph = which.graph;
    shown.json = json;
    shown.tensor = tensor;
    return shown.call();
  }

  /** The index that was given; null for a name. */
  private Integer index() {
    return which.arch != null && which.arch.matches("\\d{1,9}")
        ? Integer.valueOf(which.arch)
        : null;
  }
}
