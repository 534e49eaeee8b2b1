package org.narq2t.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.narq2t.space.Task;
import picocli.CommandLine.Option;

/** The size of the network around a cell, by default the benchmark's. */
final class NetworkSize {
  @Option(
      names = "--channels",
      paramLabel = "N",
      description =
          "Channels of the first stage; each further stage has twice as many (default: nb201 16,"
              + " nb101 128).")
  Optional<Integer> channels = Optional.empty();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells in each stage (default: nb201 5, nb101 3).")
  Optional<Integer> cells = Optional.empty();

  @Option(names = "--stages", paramLabel = "N", description = "Stages (default 3).")
  Optional<Integer> stages = Optional.empty();

  @Option(names = "--classes", paramLabel = "N", description = "Classes (default 10).")
  Optional<Integer> classes = Optional.empty();

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description =
          "Height and width of the images (default 32). The stem halves those of more than 64.")
  Optional<Integer> resolution = Optional.empty();

  @Option(
      names = "--image-channels",
      paramLabel = "N",
      description = "3 for colour (default), 1 for grey.")
  Optional<Integer> imageChannels = Optional.empty();

  /** The differences from the benchmark's network, by the names that Python has for it. */
  Map<String, Integer> settings() {
    Map<String, Integer> settings = new LinkedHashMap<>();
    channels.ifPresent(n -> settings.put("channels", n));
    cells.ifPresent(n -> settings.put("cells", n));
    stages.ifPresent(n -> settings.put("stages", n));
    classes.ifPresent(n -> settings.put("classes", n));
    resolution.ifPresent(n -> settings.put("resolution", n));
    imageChannels.ifPresent(n -> settings.put("image_channels", n));
    return settings;
  }

  /** The published task whose networks in NAS-Bench-201 have this size, if any has. */
  Optional<Task> task() {
    boolean benchmarks = channels.orElse(16) == 16 && cells.orElse(5) == 5 && stages.orElse(3) == 3;
    return Task.PUBLISHED.stream()
        .filter(task -> benchmarks)
        .filter(task -> task.classes() == classes.orElse(10))
        .filter(task -> task.imageSize() == resolution.orElse(32))
        .filter(task -> task.imageChannels() == imageChannels.orElse(3))
        .findFirst();
  }
}
