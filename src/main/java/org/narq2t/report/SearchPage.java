package org.narq2t.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.narq2t.files.AtomicFile;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Experiment;
import org.narq2t.run.Figures;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;
import org.narq2t.settings.Settings;
import org.narq2t.space.Presenter;

/** Writes the page of one search in a table: one file, without scripts, its figures inside it. */
@ApplicationScoped
public class SearchPage {
  private static final int DRAWN = 4;

  private final Benchmarks benchmarks;
  private final Figures drawing;
  private final Settings settings;

  SearchPage(Benchmarks benchmarks, Figures drawing, Settings settings) {
    this.benchmarks = benchmarks;
    this.drawing = drawing;
    this.settings = settings;
  }

  /** A cell that was looked up, as inline SVG. */
  public record Drawn(LookUp lookUp, String svg) {}

  /**
   * A report with the page that shows it.
   *
   * @param page the file
   */
  public record Written(SearchReport report, Path page) {}

  /**
   * Writes the page of a finished run.
   *
   * @param number of the run
   * @throws IllegalArgumentException if another table is open now than that of the run
   * @throws IOException if its record cannot be read or the page not be written
   */
  public Written write(long number, RunFolder folder) throws IOException {
    RunConfiguration configuration = folder.result().configuration();
    SearchReport report = SearchReport.of(folder.finished(), benchmarks);
    Presenter space =
        benchmarks.open(configuration.space(), configuration.dataset()).space().presenter();
    String name = space.key() + "-" + configuration.dataset().key();
    Path page = settings.reports().resolve(name + "-run-" + number + ".html");
    Files.createDirectories(settings.reports());
    AtomicFile.write(page, render(number, folder, report));
    return new Written(report, page);
  }

  /** The same page, without a file. */
  public String text(long number, RunFolder folder) throws IOException {
    return render(number, folder, SearchReport.of(folder.finished(), benchmarks));
  }

  private String render(long number, RunFolder folder, SearchReport report) throws IOException {
    Experiment.Finished run = folder.finished();
    RunConfiguration configuration = run.result().configuration();
    Presenter space =
        benchmarks.open(configuration.space(), configuration.dataset()).space().presenter();
    return HtmlTemplate.at("/templates/report/search.html")
        .data("number", number)
        .data("title", Messages.dataset(configuration.dataset()) + ", " + space.title())
        .data("surrogate", !run.result().table().kind().equals("real"))
        .data("verdict", verdict(run.result(), report))
        .data("report", report)
        .data("cells", cells(space, report))
        .data("figures", drawing.draw(SearchFigures.of(report)))
        .data("configuration", ConfigurationFile.write(configuration))
        .data("versions", EnvironmentLine.of(folder))
        .render();
  }

  private static List<Drawn> cells(Presenter space, SearchReport report) {
    return report.top(DRAWN).stream()
        .map(one -> new Drawn(one, space.drawing(one.cell())))
        .toList();
  }

  /** What was found, in a sentence or two. */
  static String verdict(RunResult result, SearchReport report) {
    int queries = result.queries().distinct();
    if (report.reports().isEmpty()) {
      return Messages.text("search.nothing", queries, report.limits());
    }
    RunResult.Report best = report.reports().get(0);
    double ahead = best.accuracy() - best.random().mean();
    return Messages.text(
            Double.isNaN(best.outcome().test())
                ? "search.verdict.validation"
                : "search.verdict.test",
            best.accuracy(),
            queries,
            best.outcome().validation(),
            report.found(),
            Numbers.count(best.outcome().rank().place()),
            Numbers.count(best.outcome().rank().size()))
        + (report.limits().isEmpty() ? "" : Messages.text("search.limits", report.limits()))
        + Messages.text(
            ahead < 0 ? "search.behind" : "search.ahead",
            best.random().mean(),
            best.random().deviation(),
            Math.abs(ahead));
  }
}
