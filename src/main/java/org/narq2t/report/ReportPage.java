package org.narq2t.report;

import io.quarkus.qute.Template;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.narq2t.ledger.Split;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * The page of a study. Its scripts are files beside it, so that it works where no inline script may
 * run; it asks for nothing from outside, and without scripts its tables and cells are still there.
 */
final class ReportPage {

  private final Template template = HtmlTemplate.at("/templates/report/index.html");
  private final Function<RunConfiguration, String> presets;

  /**
   * @param presets in words
   */
  ReportPage(Function<RunConfiguration, String> presets) {
    this.presets = presets;
  }

  /** With the scripts in files beside it. */
  String render(ReportedRuns study, RunsOrigin origin, ReportTables tables, String time) {
    return render(study, origin, tables, time, List.of());
  }

  /** The same in one file: it can be mailed, and kept apart from its folder. */
  String renderWhole(ReportedRuns study, RunsOrigin origin, ReportTables tables, String time) {
    return render(
        study,
        origin,
        tables,
        time,
        ReproductionReport.SCRIPTS.values().stream().map(HtmlTemplate::text).toList());
  }

  /**
   * @param scripts that are to be in the page; none if they are beside it
   */
  private String render(
      ReportedRuns study,
      RunsOrigin origin,
      ReportTables tables,
      String time,
      List<String> scripts) {
    Presenter space = study.space();
    List<RunCharts> charts =
        study.groups().stream()
            .flatMap(group -> group.runs().stream().map(run -> RunCharts.of(space, group, run)))
            .toList();
    List<GroupSection> groups =
        study.groups().stream().map(group -> GroupSection.of(space, group)).toList();
    return template
        .data("title", study.title())
        .data("space", space.title())
        .data("noun", space.noun())
        .data("published", space.publishedTaus())
        .data("quantities", TierHistogram.quantities(space))
        .data("surrogate", study.isSurrogate())
        .data("oracle", study.groups().stream().anyMatch(g -> g.scope().reported() == Split.TEST))
        .data("time", time)
        .data("seeds", joined(study.seeds().stream().map(String::valueOf)))
        .data("names", names(groups))
        .data(
            "preset",
            joined(study.results().stream().map(RunResult::configuration).map(presets).distinct()))
        .data("caveat", study.caveat())
        .data("table", study.table())
        .data("origin", origin)
        .data("command", study.command())
        .data(
            "devices",
            groups.stream()
                .flatMap(group -> group.seeds().stream())
                .map(SeedSection::device)
                .distinct()
                .collect(Collectors.joining("; ")))
        .data("weights", Numbers.count(study.results().get(0).model().parameters()))
        .data("comparisons", tables.tables())
        .data("files", tables.tables().stream().map(table -> table.key() + ".csv").toList())
        .data("task", study.task())
        .data("limited", study.groups().stream().anyMatch(g -> g.task().isLimited()))
        .data(
            "fronts",
            HtmlTemplate.json(ParetoSection.of(study).stream().map(ParetoSection::chart).toList()))
        .data("groups", groups)
        .data("style", HtmlTemplate.text("/META-INF/resources/report/report.css"))
        .data("whole", !scripts.isEmpty())
        .data("texts", scripts)
        .data("scripts", ReproductionReport.SCRIPTS.keySet())
        .data("charts", HtmlTemplate.json(charts))
        .render();
  }

  /** Names that hold commas themselves are told apart by semicolons. */
  private static String names(List<GroupSection> groups) {
    List<String> names = groups.stream().map(GroupSection::name).toList();
    return String.join(names.stream().anyMatch(name -> name.contains(",")) ? "; " : ", ", names);
  }

  private static String joined(Stream<String> texts) {
    return texts.collect(Collectors.joining(", "));
  }
}
