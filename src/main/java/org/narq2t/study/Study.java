package org.narq2t.study;

import java.util.List;
import org.narq2t.report.Published;
import org.narq2t.report.TableLayout;

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

  /** The headings of its axes. */
  List<String> headings() {
    return file.axes().values().stream().map(Axis::heading).toList();
  }
}
