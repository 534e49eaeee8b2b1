package org.narq2t.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.Arrangement;
import org.narq2t.report.Published;
import org.narq2t.report.TableLayout;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Axis.AxisValue;

/** Lays runs out by the axes of a study: each axis knows its values by the settings they change. */
final class StudyArrangement implements Arrangement {

  private final Study study;
  private final int seeds;
  private final StudyDistance distance;
  private final List<PlacedAxis> axes = new ArrayList<>();

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
      axes.add(PlacedAxis.of(axis, study.file(), configurations));
    }
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
