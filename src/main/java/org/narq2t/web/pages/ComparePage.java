package org.narq2t.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.report.ReportTable;

/**
 * Some runs side by side.
 *
 * @param runs in the order in which they were chosen
 * @param tables those of the paper's kind
 * @param charts data of the plots; those that differ in their seed alone are one
 */
public record ComparePage(List<RunView> runs, List<Tables> tables, List<ComparedCurves> charts) {

  /** So many colours and dashes can be told apart. */
  public static final int MOST = 10;

  /**
   * A row of values, one for each run.
   *
   * @param differs whether they are not all the same
   */
  public record Row(String name, List<Value> values, boolean differs) {
    static Row of(String name, List<String> values) {
      return new Row(
          name,
          values.stream().map(value -> new Value(value, !value.equals(values.get(0)))).toList(),
          values.stream().distinct().count() > 1);
    }
  }

  /**
   * A value.
   *
   * @param other whether it is not that of the first run
   */
  public record Value(String text, boolean other) {}

  /**
   * The tables of runs that belong together.
   *
   * @param of which runs, in words
   * @param problem why there are none; may be empty
   */
  public record Tables(String of, String problem, List<ReportTable> tables) {
    public boolean isMany() {
      return of.contains(",");
    }
  }

  /** Some settings, by name. */
  private List<Row> settings(Predicate<String> wanted) {
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.run().parameters().keySet()));
    return names.stream()
        .filter(wanted)
        .map(
            name ->
                row(
                    name,
                    run ->
                        SettingText.value(
                            name, run.run().parameters().getOrDefault(name, FigureText.NOTHING))))
        .toList();
  }

  /** The settings that are not the same in all runs. */
  public List<Row> differences() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("table", run -> run.run().benchmark()));
    rows.add(
        row(
            "ranker of run",
            run -> Optional.ofNullable(run.run().rankerRun()).map(String::valueOf).orElse("own")));
    rows.addAll(settings(path -> !ComparedSettings.followsFromModule(path, all())));
    return rows.stream().filter(Row::differs).toList();
  }

  /** The settings that differ only because the runs have modules of different kinds. */
  public List<Row> ofModules() {
    return settings(path -> ComparedSettings.followsFromModule(path, all())).stream()
        .filter(Row::differs)
        .toList();
  }

  private List<ComparedSettings> all() {
    return runs.stream()
        .map(run -> new ComparedSettings(new TreeMap<>(run.run().parameters())))
        .toList();
  }

  /** The settings that are the same in all runs. */
  public List<Row> same() {
    return settings(path -> true).stream().filter(row -> !row.differs()).toList();
  }

  /** The figures of the runs. */
  public List<Row> figures() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("queries", RunView::queries));
    for (String rule : List.of("oracle-test", "validation")) {
      if (runs.stream().anyMatch(run -> !run.foundBy(rule).isEmpty())) {
        rows.add(
            found(rule, rule + ", accuracy %", f -> "%s (%s)".formatted(f.accuracy(), f.split())));
        rows.add(
            found(rule, rule + ", random search with as many queries, %", ReportedResult::random));
        rows.add(found(rule, rule + ", ahead of it, points", ReportedResult::ahead));
      }
    }
    rows.add(row("Kendall's τ, validation", run -> decimal(run, "tau_validation", 4)));
    rows.add(row("Kendall's τ, test", run -> decimal(run, "tau_test", 4)));
    rows.add(row("tier accuracy, share", run -> decimal(run, "tier_accuracy", 3)));
    rows.add(row("seconds", run -> decimal(run, "seconds", 1)));
    return rows;
  }

  private Row row(String name, Function<RunView, String> value) {
    return Row.of(name, runs.stream().map(value).toList());
  }

  private Row found(String rule, String name, Function<ReportedResult, String> value) {
    return row(
        name, run -> run.foundBy(rule).stream().map(value).findFirst().orElse(FigureText.NOTHING));
  }

  private static String decimal(RunView run, String figure, int decimals) {
    return FigureText.decimal(run.run().figures().get(figure), decimals);
  }

  public boolean isSurrogate() {
    return runs.stream().anyMatch(RunView::isSurrogate);
  }

  /** The data sets of the runs: accuracies on different ones have plots of their own. */
  public List<String> datasets() {
    return runs.stream().map(RunView::data).distinct().toList();
  }

  /** JSON of the plots, to stand in a script element. */
  public String data() {
    return HtmlTemplate.json(charts);
  }
}
