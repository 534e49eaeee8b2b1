package org.narq2t.report;

import java.io.IOException;
import java.util.List;
import org.narq2t.benchmark.Provenance;
import org.narq2t.run.BenchmarkSource;
import org.narq2t.run.Experiment;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunResult;
import org.narq2t.space.Presenter;

/**
 * The report of one finished run, for a page of its own: what a study's report says of a group of
 * one seed, and the data of its plots.
 *
 * @param group its summaries and captions
 * @param seed what the run found
 * @param best the cells of its best candidates
 * @param candidates all of them, best first
 * @param quantities by which tiers are shown
 * @param published published values of Kendall's tau; may be empty
 * @param charts JSON of {@link RunCharts}, to stand in a script element
 */
public record RunReport(
    GroupSection group,
    SeedSection seed,
    List<DrawnCandidate> best,
    List<RankedCandidate> candidates,
    List<String> quantities,
    String published,
    boolean surrogate,
    Provenance table,
    RunResult result,
    String charts) {

  private static final int DRAWN = 6;
  private static final int LISTED = 500;

  /**
   * Reports.
   *
   * @throws IllegalArgumentException if another table is open now than that of the run
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public static RunReport of(Experiment.Finished run, BenchmarkSource opener) throws IOException {
    ReportedRuns study = ReportedRuns.of(List.of(run), opener);
    Presenter space = study.space();
    RunGroup group = study.groups().get(0);
    GroupSection section = GroupSection.of(space, group);
    List<Iteration> iterations = run.result().iterations();
    return new RunReport(
        section,
        section.seeds().get(0),
        DrawnCandidate.best(space, group, iterations, DRAWN),
        RankedCandidate.best(group, iterations, LISTED),
        TierHistogram.quantities(space),
        space.publishedTaus(),
        study.isSurrogate(),
        study.table(),
        run.result(),
        HtmlTemplate.json(RunCharts.of(space, group, run)));
  }

  /** Whether the predictor was trained by epochs. */
  public boolean hasEpochs() {
    return !result.epochs().isEmpty();
  }

  /** Whether tier statistics guided the search. */
  public boolean hasTiers() {
    return !result.statistics().isEmpty();
  }
}
