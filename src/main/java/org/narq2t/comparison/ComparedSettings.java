package org.narq2t.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.RunConfiguration;

/**
 * The settings by which a run is compared with others: all but the seed, the kind of processor, the
 * name of the preset, and what the run does not use. Runs with equal ones are repetitions of one
 * thing, and only these are averaged.
 *
 * @param values by dotted path of keys
 */
public record ComparedSettings(SortedMap<String, String> values) {
  private static final Set<String> NOT_COMPARED = Set.of("seed", "device", "preset");
  private static final String DEVICE = "limits.device";
  private static final Set<String> UNDER_LIMITS = Set.of("latency_margin", "caution");

  /** Stands for a setting that a run was recorded without. */
  public static final String NONE = "none";

  public ComparedSettings {
    values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The settings of a configuration, with paths and values as {@code --set} takes them. */
  public static ComparedSettings of(RunConfiguration configuration) {
    return of(spelled(configuration));
  }

  /** All settings of a configuration, compared or not, as {@code --set} takes them. */
  public static SortedMap<String, String> spelled(RunConfiguration configuration) {
    return new TreeMap<>(ConfigurationFile.settings(configuration));
  }

  /**
   * The settings of a run as the database has them.
   *
   * @param all by dotted path, in whatever spelling, which is kept
   */
  public static ComparedSettings of(Map<String, String> all) {
    SortedMap<String, String> compared = new TreeMap<>(all);
    boolean limited =
        number(all, "max_latency_ms") > 0
            || number(all, "max_energy_mj") > 0
            || "true".equals(all.get("limits.front"));
    boolean latency = limited || number(all, "lambda_latency") > 0;
    compared
        .keySet()
        .removeIf(
            path ->
                NOT_COMPARED.contains(path)
                    || !latency && path.equals(DEVICE)
                    || !limited && UNDER_LIMITS.contains(lastKey(path)));
    return new ComparedSettings(compared);
  }

  private static double number(Map<String, String> all, String key) {
    return all.entrySet().stream()
        .filter(setting -> lastKey(setting.getKey()).equals(key))
        .mapToDouble(setting -> Double.parseDouble(setting.getValue()))
        .max()
        .orElse(0);
  }

  private static String lastKey(String path) {
    String key = path.substring(path.lastIndexOf('.') + 1);
    return key.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The value of a setting, {@link #NONE} if the run was recorded without it. */
  public String value(String path) {
    return values.getOrDefault(path, NONE);
  }

  /** The paths of the settings that are not the same in all of some runs, in alphabetical order. */
  public static List<String> differing(List<ComparedSettings> runs) {
    TreeSet<String> paths = new TreeSet<>();
    runs.forEach(run -> paths.addAll(run.values.keySet()));
    return paths.stream()
        .filter(
            path ->
                runs.stream()
                        .map(run -> run.value(path))
                        .filter(value -> !value.equals(NONE) || !isSometimesUnused(path))
                        .distinct()
                        .count()
                    > 1)
        .filter(path -> !followsFromModule(path, runs))
        .toList();
  }

  /**
   * Whether runs differ in a setting only because their modules are of different kinds, whose names
   * tell that.
   */
  public static boolean followsFromModule(String path, List<ComparedSettings> runs) {
    String type = path.substring(0, path.indexOf('.') + 1) + "type";
    if (path.equals(type) || runs.stream().map(run -> run.value(type)).distinct().count() == 1) {
      return false;
    }
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                run -> run.value(type),
                Collectors.mapping(run -> run.value(path), Collectors.toSet())))
        .values()
        .stream()
        .allMatch(values -> values.size() == 1);
  }

  /** Runs that do not use it differ in what makes them so; that is enough to tell. */
  private static boolean isSometimesUnused(String path) {
    return path.equals(DEVICE) || UNDER_LIMITS.contains(lastKey(path));
  }

  /** Some settings as {@code tiers=5, strategy.top=3}; empty for none. */
  public String text(List<String> paths) {
    return paths.stream().map(path -> path + "=" + value(path)).collect(Collectors.joining(", "));
  }

  /** In which settings another run differs, as {@code tiers 5, not 4}; none for a repetition. */
  public List<String> differences(ComparedSettings other) {
    List<String> differences = new ArrayList<>();
    for (String path : differing(List.of(this, other))) {
      differences.add("%s %s, not %s".formatted(path, value(path), other.value(path)));
    }
    return differences;
  }

  /** Orders runs by some settings, numbers by their size. */
  public static Comparator<ComparedSettings> order(List<String> paths) {
    return paths.stream()
        .map(path -> Comparator.comparing((ComparedSettings run) -> run.value(path), BY_SIZE))
        .reduce((run, other) -> 0, Comparator::thenComparing);
  }

  private static final Comparator<String> BY_SIZE =
      Comparator.comparingDouble(ComparedSettings::size).thenComparing(Comparator.naturalOrder());

  private static double size(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
