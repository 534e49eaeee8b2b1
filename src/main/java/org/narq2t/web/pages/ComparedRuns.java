package org.narq2t.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.report.ReportedRuns;
import org.narq2t.report.SearchInProgress;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Experiment;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Puts runs side by side. */
@ApplicationScoped
public class ComparedRuns {
  private final RunDescriptions descriptions;
  private final RunMetrics metrics;
  private final RunStore store;
  private final RunReports judged;
  private final Benchmarks benchmarks;

  ComparedRuns(
      RunDescriptions descriptions,
      RunMetrics metrics,
      RunStore store,
      RunReports judged,
      Benchmarks benchmarks) {
    this.descriptions = descriptions;
    this.metrics = metrics;
    this.store = store;
    this.judged = judged;
    this.benchmarks = benchmarks;
  }

  /** The page of some runs. */
  public ComparePage of(List<RunRecord> runs) {
    OffsetDateTime now = OffsetDateTime.now();
    List<RunView> views = runs.stream().map(run -> new RunView(descriptions.of(run), now)).toList();
    Map<Repeated, List<RunView>> repeated =
        views.stream()
            .distinct()
            .collect(Collectors.groupingBy(Repeated::of, LinkedHashMap::new, Collectors.toList()));
    List<ComparedCurves> charts = new ArrayList<>();
    for (List<RunView> seeds : repeated.values()) {
      List<ComparedCurves.OfRun> curves =
          seeds.stream().map(view -> view.run().run()).map(this::curves).toList();
      charts.add(ComparedCurves.of(seeds.get(0).data(), curves));
    }
    return new ComparePage(views, tables(runs), charts);
  }

  /** What runs have in common that differ in their seed alone. */
  private record Repeated(String space, String benchmark, ComparedSettings settings) {
    static Repeated of(RunView view) {
      return new Repeated(
          view.run().space(), view.run().benchmark(), ComparedSettings.of(view.run().parameters()));
    }
  }

  private ComparedCurves.OfRun curves(long run) {
    return new ComparedCurves.OfRun(run, metrics.series(run), found(store.get(run)));
  }

  private List<SearchInProgress.State> found(RunRecord run) {
    try {
      return List.of(judged.search(run));
    } catch (IOException | RuntimeException e) {
      return List.of(); // no curve; the run's own page says why
    }
  }

  private List<ComparePage.Tables> tables(List<RunRecord> runs) {
    Map<List<String>, List<RunRecord>> together =
        runs.stream()
            .filter(run -> run.state() == RunState.FINISHED)
            .distinct()
            .collect(
                Collectors.groupingBy(
                    run -> List.of(run.space(), run.benchmark()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return together.values().stream().map(this::table).toList();
  }

  private ComparePage.Tables table(List<RunRecord> runs) {
    String of = runs.stream().map(run -> Long.toString(run.id())).collect(Collectors.joining(", "));
    try {
      List<Experiment.Finished> results = new ArrayList<>();
      for (RunRecord run : runs) {
        results.add(judged.finished(run));
      }
      ReportedRuns study = ReportedRuns.of(results, benchmarks::open);
      return new ComparePage.Tables(of, "", study.tables().tables());
    } catch (IOException | IllegalArgumentException e) {
      return new ComparePage.Tables(of, String.valueOf(e.getMessage()), List.of());
    }
  }
}
