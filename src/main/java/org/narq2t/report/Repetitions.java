package org.narq2t.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.Arrangement.Place;
import org.narq2t.report.RunGroup.Variant;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;

/** Finds the runs that repeat each other with other seeds, and says what tells them from others. */
final class Repetitions {

  private Repetitions() {}

  /** Groups in the order of their places, each with its runs by seed. */
  static Map<Variant, List<Experiment.Finished>> of(
      Arrangement arrangement, List<Experiment.Finished> runs) {
    Map<Place, List<Experiment.Finished>> places =
        runs.stream()
            .sorted(Comparator.comparing(run -> configuration(run).seed()))
            .collect(
                Collectors.groupingBy(
                    run -> arrangement.of(configuration(run)),
                    () -> new TreeMap<>(Comparator.comparingInt(Place::order)),
                    Collectors.toList()));
    Map<Variant, List<Experiment.Finished>> groups = new LinkedHashMap<>();
    places.forEach((place, own) -> split(place, own, groups));
    return groups;
  }

  private static void split(
      Place place, List<Experiment.Finished> runs, Map<Variant, List<Experiment.Finished>> groups) {
    Map<ComparedSettings, List<Experiment.Finished>> kinds =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> ComparedSettings.of(configuration(run)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<String> differing = ComparedSettings.differing(List.copyOf(kinds.keySet()));
    kinds.keySet().stream()
        .sorted(ComparedSettings.order(differing))
        .forEach(
            kind ->
                groups.put(variant(groups.size(), place, kind.text(differing)), kinds.get(kind)));
  }

  private static Variant variant(int number, Place place, String differences) {
    String labels = String.join(", ", place.labels());
    String name = differences.isEmpty() ? labels : labels + ", " + differences;
    String key =
        place.labels().stream().map(label -> slug(label, "")).collect(Collectors.joining("-"))
            + (differences.isEmpty() ? "" : "-" + slug(differences, "-"));
    return new Variant(number, key, name, place.labels(), differences);
  }

  private static RunConfiguration configuration(Experiment.Finished run) {
    return run.result().configuration();
  }

  private static String slug(String text, String between) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", between);
  }
}
