package org.narq2t.study;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.report.Published;
import org.narq2t.report.TableLayout;
import org.narq2t.study.Axis.AxisValue;

/**
 * A question that several runs answer together.
 *
 * @param name of its file, without {@code .yaml}
 * @param published figures of others
 */
public record Study(String name, StudyFile file, Published published) {

  /** Its table. */
  TableLayout table() {
    return new TableLayout(
        name, file.number(), file.title(), file.note(), file.columns(), file.reference());
  }

  /** The configuration below a run with these values of the axes, a path in {@code configs/}. */
  String base(List<AxisValue> values) {
    return values.stream()
        .map(AxisValue::base)
        .filter(own -> !own.isEmpty())
        .findFirst()
        .orElse(file.base());
  }

  /**
   * What is set over it, in order.
   *
   * @param asked for by the user, below what the axes set
   */
  List<String> settings(List<String> asked, List<AxisValue> values) {
    List<String> settings = new ArrayList<>(file.settings());
    settings.addAll(asked);
    values.forEach(value -> settings.addAll(value.settings()));
    return settings;
  }

  /** The headings of its axes. */
  List<String> headings() {
    return file.axes().values().stream().map(Axis::heading).toList();
  }
}
