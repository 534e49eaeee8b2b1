package org.narq2t.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.narq2t.export.LookUpTable;
import org.narq2t.files.CsvLine;
import org.narq2t.run.RunFolder;
import org.narq2t.tracking.RunDescription;

/** One table over many runs, as the lines of a CSV file. */
final class RunsTable {
  private RunsTable() {}

  /**
   * A row for each run: what it was, all its settings by dotted name, all its figures. A run that
   * lacks a setting or a figure has an empty cell.
   */
  static List<String> runs(List<RunDescription> runs) {
    Set<String> settings = new TreeSet<>();
    Set<String> figures = new TreeSet<>();
    runs.forEach(run -> settings.addAll(run.parameters().keySet()));
    runs.forEach(run -> figures.addAll(run.figures().keySet()));
    Set<String> columns = new LinkedHashSet<>();
    List<Map<String, String>> rows = new ArrayList<>();
    for (RunDescription run : runs) {
      Map<String, String> row = about(run);
      columns.addAll(row.keySet());
      settings.forEach(name -> row.put(name, run.parameters().getOrDefault(name, "")));
      figures.forEach(name -> row.put("figure." + name, text(run.figures().get(name))));
      rows.add(row);
    }
    columns.addAll(settings);
    figures.forEach(name -> columns.add("figure." + name));
    List<String> lines = new ArrayList<>(List.of(CsvLine.of(List.copyOf(columns))));
    rows.forEach(
        row -> lines.add(CsvLine.of(columns.stream().map(name -> row.get(name)).toList())));
    return lines;
  }

  private static Map<String, String> about(RunDescription run) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("run", text(run.run()));
    row.put("name", run.name());
    row.put("title", run.label().title());
    row.put("tags", run.label().words());
    row.put("state", run.state().key());
    row.put("benchmark", run.benchmark());
    row.put("study", text(run.study()));
    row.put("ranker_run", text(run.rankerRun()));
    row.put("submitted_at", text(run.submittedAt()));
    row.put("started_at", text(run.startedAt()));
    row.put("finished_at", text(run.finishedAt()));
    return row;
  }

  /**
   * A row for each result that any of the runs looked up or trained, see {@link LookUpTable}.
   *
   * @param folders where the record of a run is; only finished runs have one
   */
  static List<String> lookUps(
      List<RunDescription> finished, Function<RunDescription, RunFolder> folders)
      throws IOException {
    List<String> columns = new ArrayList<>(List.of("run", "space", "dataset", "run_seed"));
    columns.addAll(LookUpTable.COLUMNS);
    List<String> lines = new ArrayList<>(List.of(CsvLine.of(columns)));
    for (RunDescription run : finished) {
      for (List<String> lookUp : LookUpTable.rows(folders.apply(run).result().rounds())) {
        List<String> row =
            new ArrayList<>(List.of(text(run.run()), run.space(), run.dataset(), text(run.seed())));
        row.addAll(lookUp);
        lines.add(CsvLine.of(row));
      }
    }
    return lines;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
