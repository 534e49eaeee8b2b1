package org.narq2t.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.Arrangement;
import org.narq2t.report.Published;
import org.narq2t.report.TableLayout;
import org.narq2t.run.Configurations;
import org.narq2t.run.EarlierKeys;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Axis.AxisValue;

/** Lays runs out by the axes of a study: each axis knows its values by the settings they change. */
final class StudyArrangement implements Arrangement {

  private final Study study;
  private final int seeds;
  private final StudyDistance distance;
  private final List<PlacedAxis> axes = new ArrayList<>();

  /**
   * An axis, with the settings that its values change.
   *
   * @param changed keys that tell the values apart
   * @param settings all those of each value, in the order of the values
   */
  private record PlacedAxis(
      Axis axis, List<String> changed, List<SortedMap<String, String>> settings) {

    /**
     * The place of a run among the values; behind the last if it has none of them. Where another
     * axis brings a base of its own, what a value sets itself decides.
     */
    private int place(SortedMap<String, String> run) {
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

    private String label(SortedMap<String, String> run) {
      int place = place(run);
      if (place < settings.size()) {
        return axis.values().get(place).label();
      }
      return axis.setting().isEmpty() || changed.isEmpty()
          ? "other"
          : axis.label().formatted(run.get(changed.get(0)));
    }
  }

  /** For places and labels. */
  StudyArrangement(Study study, Configurations configurations) {
    this(study, configurations, 0);
  }

  /**
   * For reports.
   *
   * @param submitted how many seeds the runs of the study have
   */
  StudyArrangement(Study study, Configurations configurations, long submitted) {
    this.study = study;
    this.distance = new StudyDistance(study, configurations);
    this.seeds = (int) Math.max(study.file().firstSeeds(), submitted);
    for (Axis axis : study.file().axes().values()) {
      List<SortedMap<String, String>> settings =
          axis.values().stream().map(value -> settings(configurations, value)).toList();
      axes.add(new PlacedAxis(axis, changed(axis, settings), settings));
    }
  }

  private SortedMap<String, String> settings(Configurations configurations, AxisValue value) {
    List<String> all = new ArrayList<>(study.file().settings());
    all.addAll(value.settings());
    String base = value.base().isEmpty() ? study.file().base() : value.base();
    return ComparedSettings.spelled(
        configurations.read(configurations.folder().resolve(base), all));
  }

  /** The keys of the settings that a value sets itself. */
  private static List<String> own(AxisValue value) {
    return value.settings().stream()
        .map(setting -> EarlierKeys.today(setting.substring(0, setting.indexOf('='))))
        .toList();
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

  @Override
  public List<String> headings() {
    return study.headings();
  }

  @Override
  public Place of(RunConfiguration run) {
    SortedMap<String, String> settings = ComparedSettings.spelled(run);
    int order = 0;
    List<String> labels = new ArrayList<>();
    for (PlacedAxis axis : axes) {
      order = order * (axis.settings().size() + 1) + axis.place(settings);
      labels.add(axis.label(settings));
    }
    return new Place(order, List.copyOf(labels));
  }

  @Override
  public int changes(RunConfiguration run) {
    SortedMap<String, String> settings = ComparedSettings.spelled(run);
    List<AxisValue> values = new ArrayList<>();
    for (PlacedAxis axis : axes) {
      int place = axis.place(settings);
      if (place == axis.settings().size()) {
        return 0; // the study has no such place, and nothing was published of it
      }
      values.add(axis.axis().values().get(place));
    }
    return distance.of(run, values);
  }

  @Override
  public String title() {
    return study.file().title();
  }

  @Override
  public String command() {
    return "./narq2t study run " + study.name();
  }

  @Override
  public int seeds() {
    return seeds;
  }

  @Override
  public List<TableLayout> layouts() {
    return List.of(study.table(), TableLayout.limits());
  }

  @Override
  public Published published() {
    return study.published();
  }

  /** The names of the axes and the values of a run, for example {@code dataset: CIFAR-10}. */
  Map<String, String> values(RunConfiguration run) {
    List<String> labels = of(run).labels();
    Map<String, String> values = new java.util.LinkedHashMap<>();
    int i = 0;
    for (String name : study.file().axes().keySet()) {
      values.put(name, labels.get(i++));
    }
    return values;
  }
}
