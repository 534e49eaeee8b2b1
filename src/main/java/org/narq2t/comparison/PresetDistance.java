package org.narq2t.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;

/**
 * How far a run is from the paper's: in how many settings it differs from those that its preset
 * stands for. A small run for trying things out has the preset's name and none of its numbers.
 */
@ApplicationScoped
public class PresetDistance {
  private final Configurations configurations;
  private final Map<String, ComparedSettings> known = new ConcurrentHashMap<>();

  public PresetDistance(Configurations configurations) {
    this.configurations = configurations;
  }

  /** The number of them; empty if the paper has no settings for the preset, or the space. */
  public Optional<Integer> changes(RunConfiguration configuration) {
    Path file = configurations.file(configuration.space(), configuration.dataset());
    if (!configuration.preset().startsWith("as-") || !Files.exists(file)) {
      return Optional.empty();
    }
    ComparedSettings paper =
        known.computeIfAbsent(
            file + " " + configuration.preset(),
            key ->
                ComparedSettings.of(
                    configurations.read(file, List.of("preset=" + configuration.preset()))));
    return Optional.of(paper.differences(ComparedSettings.of(configuration)).size());
  }

  /** {@code as-released, 14 settings changed}, or the preset alone. */
  public String text(RunConfiguration configuration) {
    return text(configuration.preset(), changes(configuration).orElse(0));
  }

  /** The same of a number that is known. */
  public static String text(String preset, int changes) {
    return changes == 0
        ? preset
        : "%s, %d setting%s changed".formatted(preset, changes, changes == 1 ? "" : "s");
  }
}
