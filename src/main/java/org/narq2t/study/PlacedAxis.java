package org.narq2t.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.run.Configurations;
import org.narq2t.run.EarlierKeys;
import org.narq2t.study.Axis.AxisValue;

/**
 * An axis, with the settings that its values change.
 *
 * @param changed keys that tell the values apart
 * @param settings all those of each value, in the order of the values
 */
record PlacedAxis(Axis axis, List<String> changed, List<SortedMap<String, String>> settings) {

  /** An axis of a study. */
  static PlacedAxis of(Axis axis, StudyFile study, Configurations configurations) {
    List<SortedMap<String, String>> settings =
        axis.values().stream().map(value -> settings(value, study, configurations)).toList();
    return new PlacedAxis(axis, changed(axis, settings), settings);
  }

  private static SortedMap<String, String> settings(
      AxisValue value, StudyFile study, Configurations configurations) {
    List<String> all = new ArrayList<>(study.settings());
    all.addAll(value.settings());
    String base = value.base().isEmpty() ? study.base() : value.base();
    return ComparedSettings.spelled(
        configurations.read(configurations.folder().resolve(base), all));
  }

  /**
   * Of values with configurations of their own it is space and data set that tell them apart, and
   * what they set themselves.
   */
  private static List<String> changed(Axis axis, List<SortedMap<String, String>> settings) {
    boolean bases = axis.values().stream().anyMatch(value -> !value.base().isEmpty());
    Set<String> own =
        axis.values().stream().flatMap(value -> own(value).stream()).collect(Collectors.toSet());
    return ComparedSettings.differing(settings.stream().map(ComparedSettings::new).toList())
        .stream()
        .filter(key -> !bases || own.contains(key) || key.equals("space") || key.equals("dataset"))
        .toList();
  }

  /** The keys of the settings that a value sets itself. */
  private static List<String> own(AxisValue value) {
    return value.settings().stream()
        .map(setting -> EarlierKeys.today(setting.substring(0, setting.indexOf('='))))
        .toList();
  }

  /**
   * The place of a run among the values; behind the last if it has none of them. Where another axis
   * brings a base of its own, what a value sets itself decides.
   */
  int place(SortedMap<String, String> run) {
    return IntStream.range(0, settings.size())
        .filter(i -> has(run, i, changed))
        .findFirst()
        .orElseGet(() -> placeByOwn(run));
  }

  private int placeByOwn(SortedMap<String, String> run) {
    return IntStream.range(0, settings.size())
        .filter(i -> !axis.values().get(i).settings().isEmpty())
        .filter(i -> has(run, i, own(axis.values().get(i))))
        .findFirst()
        .orElse(settings.size());
  }

  private boolean has(SortedMap<String, String> run, int value, List<String> keys) {
    return keys.stream()
        .allMatch(key -> Objects.equals(settings.get(value).get(key), run.get(key)));
  }

  /** The label of a run's value. */
  String label(SortedMap<String, String> run) {
    int place = place(run);
    if (place < settings.size()) {
      return axis.values().get(place).label();
    }
    return axis.setting().isEmpty() || changed.isEmpty()
        ? "other"
        : axis.label().formatted(run.get(changed.get(0)));
  }
}
