package org.narq2t.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
    name = "narq2t",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Finds the best neural network for a task and a device from as few trained examples as possible,"
          + " and says how far to believe the result.",
      ""
    },
    footer = {
      "",
      "Start here:",
      "  narq2t doctor                                     is everything installed?",
      "  narq2t data fetch                                 get the real NAS-Bench-201 table",
      "  narq2t data fetch --space nb101                   how to get NAS-Bench-101",
      "  narq2t search --dataset cifar100                  the best network in a hundred queries",
      "  narq2t search --dataset cifar100 --device pixel3 --max-latency 12ms",
      "                                                    the best network under a limit",
      "  narq2t run configs/nasbench201/cifar10.yaml       one run of the paper's method",
      "  narq2t latency                                    devices, and how well they are predicted",
      "  narq2t network --arch '...' --out net.onnx        the network of a cell, for use elsewhere",
      "  narq2t reproduce nb201 --seeds 3                  Table II of the paper",
      "  narq2t study list                                 all studies: tables of the paper, and yours",
      "  narq2t runs list                                  what was run, and what came out",
      "",
      "Without a real table, runs use an embedded surrogate and say so on every line."
    },
    subcommands = {
      DoctorCommand.class,
      DataCommand.class,
      SpaceCommand.class,
      ArchitectureShowCommand.ArchitectureCommand.class,
      ArchitectureShowCommand.Encode.class,
      RunCommand.class,
      SearchCommand.class,
      PredictCommand.class,
      LatencyCommand.class,
      NetworkCommand.class,
      ReproduceCommand.class,
      StudyCommand.class,
      RunsCommand.class,
      ServeCommand.class,
      CompletionCommand.class
    })
public final class Narq2tCommand implements Callable<Integer> {
  /** Columns of help texts. */
  public static final int HELP_WIDTH = 100;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }
}
