package org.narq2t.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;

/**
 * Whether runs differ only by what a report of latency and limits compares. What else differs would
 * be taken for an effect of these.
 */
final class Alike {

  private static final List<String> COMPARED =
      List.of("seed", "device", "evaluation.", "predictor.training.lambda_latency", "limits.");

  private Alike() {}

  /**
   * Checks runs of one data set or search mode.
   *
   * @param of what they are runs of, in words
   * @throws IllegalArgumentException if they differ by anything else; the message says by what
   */
  static void require(String of, List<RunConfiguration> runs) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (RunConfiguration run : runs) {
      Json.flatten(run)
          .forEach(
              (key, value) ->
                  values.computeIfAbsent(snakeCase(key), k -> new TreeSet<>()).add(value));
    }
    String different =
        values.entrySet().stream()
            .filter(setting -> setting.getValue().size() > 1)
            .filter(setting -> COMPARED.stream().noneMatch(setting.getKey()::startsWith))
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining(", "));
    if (!different.isEmpty()) {
      throw new IllegalArgumentException(
          "Runs on %s differ by more than seed, latency and limits, so that they cannot be compared in these: %s. Report them apart"
              .formatted(of, different));
    }
  }

  /** A path of keys as configuration files spell it. */
  private static String snakeCase(String path) {
    return path.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
