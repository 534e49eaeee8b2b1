package org.narq2t.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.study.Axis;
import org.narq2t.study.StudyFile;
import org.narq2t.study.StudyOverview;

/** Studies as text. */
final class StudyDescription {
  private StudyDescription() {}

  /** Prints a list of them. */
  static void print(PrintWriter out, List<StudyOverview> all) {
    String[] header = {"study", "title", "runs planned", "done", "submitted"};
    out.println(
        TextTable.of(
            header,
            all.stream()
                .map(
                    study ->
                        new String[] {
                          study.name(),
                          study.title(),
                          Integer.toString(study.planned()),
                          Integer.toString(study.progress().finished()),
                          Integer.toString(study.progress().runs())
                        })
                .toList()));
  }

  /** Prints what one varies, and its runs. */
  static void print(PrintWriter out, StudyFile study, StudyOverview overview) {
    out.println(overview.title());
    if (!overview.paper().isEmpty()) {
      out.println("From the " + overview.paper());
    }
    study.axes().forEach((key, axis) -> out.printf("%-9s %s%n", key, values(axis)));
    out.printf(
        "%-9s %s%n",
        "seeds", study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    out.printf(
        "%d runs with the seeds that are done first, of which there are %d%n",
        overview.planned(), study.firstSeeds());
    if (!overview.runs().isEmpty()) {
      List<String> header = new ArrayList<>(List.of("run", "state"));
      header.addAll(study.axes().keySet());
      header.addAll(List.of("seed", "needs", "message"));
      out.println(
          TextTable.of(
              header.toArray(String[]::new),
              overview.runs().stream().map(StudyDescription::row).toList()));
      out.println(StudyDisplay.progressLine(overview.progress()));
    }
  }

  private static String values(Axis axis) {
    return axis.heading()
        + ": "
        + axis.values().stream().map(Axis.AxisValue::name).collect(Collectors.joining(", "));
  }

  private static String[] row(StudyOverview.Run run) {
    List<String> cells = new ArrayList<>(List.of(Long.toString(run.run()), run.state().key()));
    cells.addAll(run.values().values());
    cells.add(Long.toString(run.seed()));
    cells.add(run.needs() == null ? "" : "run " + run.needs());
    cells.add(run.message() == null ? "" : run.message());
    return cells.toArray(String[]::new);
  }
}
