package org.narq2t.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a search for a network for a user's own images. */
final class OwnImages {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description =
          "The images: FOLDER/CLASS/*.jpg, or FOLDER/{train,val,test}/CLASS/*.jpg; also MNIST's idx"
              + " files and CIFAR's python batches. Each result is then a training on this machine.")
  Path data;

  @Option(
      names = "--hours",
      paramLabel = "H",
      description = "How long to train in all, final trainings included, for example 8 or 0.5.")
  Optional<Double> hours = Optional.empty();

  @Option(
      names = "--export",
      paramLabel = "FOLDER",
      description =
          "Where to write the network that is found: PyTorch source and weights, ONNX, a script that"
              + " classifies a folder of images, and a card.")
  Optional<Path> export = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "STRATEGY",
      description =
          "Searches again with another strategy and the same budget, for example random, which trains"
              + " as much, and shows both beside each other.")
  Optional<String> against = Optional.empty();

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Height and width that images are scaled to. By default what they mostly have.")
  int resolution;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of a training during the search (default 12).")
  Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--final-epochs",
      paramLabel = "N",
      description = "Epochs of the final trainings (default 200).")
  Optional<Integer> finalEpochs = Optional.empty();

  @Option(
      names = "--finals",
      paramLabel = "N",
      description = "How many of the best are trained again in full (default 5).")
  Optional<Integer> finals = Optional.empty();

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the first stage of the networks (default 16).")
  Optional<Integer> channels = Optional.empty();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells in each of their three stages (default 5).")
  Optional<Integer> cells = Optional.empty();

  @Option(
      names = "--final-channels",
      paramLabel = "N",
      description = "Channels of the networks of the final trainings (default: as in the search).")
  Optional<Integer> finalChannels = Optional.empty();

  @Option(
      names = "--final-cells",
      paramLabel = "N",
      description = "Cells in each stage of those (default: as in the search).")
  Optional<Integer> finalCells = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many trainings at once (default 1): each in a process of its own with its share of the"
              + " cores, or one of several GPUs. The search then learns from each as it ends.")
  Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--on",
      paramLabel = "local|ray",
      description =
          "Where trainings are carried out: on this machine (local, the default), or on a Ray cluster"
              + " (ray), which reaches this machine and its folders of data and runs under the same"
              + " paths; see docs/ray.md.")
  Optional<String> on = Optional.empty();

  @Option(
      names = "--ray-address",
      paramLabel = "URL",
      description = "The cluster's dashboard, for example http://head:8265.")
  Optional<String> rayAddress = Optional.empty();

  /** The settings that these options stand for. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    epochs.ifPresent(n -> overrides.add("evaluator.recipe.epochs=" + n));
    finalEpochs.ifPresent(n -> overrides.add("evaluator.finals.epochs=" + n));
    finals.ifPresent(n -> overrides.add("evaluator.finals.count=" + n));
    channels.ifPresent(n -> overrides.add("evaluator.network.channels=" + n));
    cells.ifPresent(n -> overrides.add("evaluator.network.cells=" + n));
    finalChannels.ifPresent(n -> overrides.add("evaluator.finals.channels=" + n));
    finalCells.ifPresent(n -> overrides.add("evaluator.finals.cells=" + n));
    on.ifPresent(where -> overrides.add("evaluator.workers.on=" + where));
    rayAddress.ifPresent(url -> overrides.add("evaluator.workers.address=" + url));
    workers.ifPresent(n -> overrides.add("evaluator.workers.count=" + n));
    return overrides;
  }
}
