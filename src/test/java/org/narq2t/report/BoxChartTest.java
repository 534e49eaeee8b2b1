package org.narq2t.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.report.TableColumn.Over;
import org.narq2t.run.Experiment.Finished;
import org.narq2t.run.RunConfiguration;

/** Runs of a study as box plots over the seeds. */
class BoxChartTest {
  private static final TableColumn TEST =
      new TableColumn(Metric.TEST, SelectionRule.ORACLE_TEST, Over.MEAN);
  private static final TableColumn BEST =
      new TableColumn(Metric.TEST, SelectionRule.ORACLE_TEST, Over.BEST);
  private static final TableColumn QUERIES =
      new TableColumn(Metric.QUERIES, SelectionRule.ORACLE_TEST, Over.MEAN);

  /** Two axes: how many candidates are chosen, which has three values, and the share at random. */
  private record Axes(List<String> headings) implements Arrangement {
    @Override
    public Place of(RunConfiguration run) {
      int tested = run.strategy().perIteration();
      List<String> labels = List.of("drawn", "top " + tested);
      return new Place(tested, labels.subList(2 - headings.size(), 2));
    }
  }

  private static List<BoxChart> charts(int seeds, String... headings) throws IOException {
    List<Finished> runs = new ArrayList<>();
    for (int top : new int[] {1, 3}) {
      for (int seed = 1; seed <= seeds; seed++) {
        runs.add(
            Examples.run(
                Examples.whole("real"),
                Examples.configuration(
                    "smoke.yaml", "seed=" + seed, "evaluation.held_out=0", "search.top=" + top),
                100 * seed + top));
      }
    }
    ReportedRuns reported =
        ReportedRuns.of(
            runs, (space, dataset) -> Examples.whole("real"), new Axes(List.of(headings)));
    return BoxChart.of(reported, List.of(QUERIES, TEST, BEST));
  }

  @Test
  void quartilesAreLinearBetweenTheValues() {
    assertThat(BoxChart.five(new double[] {4, 1, 3, 2})).containsExactly(1, 1.75, 2.5, 3.25, 4);
    assertThat(BoxChart.five(new double[] {5})).containsExactly(5, 5, 5, 5, 5);
  }

  @Test
  void aRowIsABoxOfItsRunsBesideRandomSearch() throws IOException {
    List<BoxChart> charts = charts(3, "Candidates");

    assertThat(charts).extracting(BoxChart::name).containsExactly("oracle-test: test");
    BoxChart chart = charts.get(0);
    assertThat(chart.axis()).isEqualTo("Candidates");
    assertThat(chart.boxes()).extracting(BoxChart.Box::place).containsExactly("top 1", "top 3");
    BoxChart.Box box = chart.boxes().get(0);
    assertThat(box.series()).isEmpty();
    // 11 % for the first cell, 80 points more for the last
    double[] found = {test(101), test(201), test(301)};
    assertThat(box.values()).containsExactly(found);
    assertThat(box.five()[0]).isEqualTo(found[0]);
    assertThat(box.five()[2]).isEqualTo(found[1]);
    assertThat(box.five()[4]).isEqualTo(found[2]);
    assertThat(box.random()).isBetween(88.0, 89.0);
  }

  private static double test(int architecture) {
    return Numbers.rounded(11 + 80.0 * architecture / (Examples.SIZE - 1));
  }

  @Test
  void theAxisWithTheMostValuesIsTheOneBoxesStandBesideEachOtherBy() throws IOException {
    BoxChart chart = charts(3, "Sampling", "Candidates").get(0);

    assertThat(chart.axis()).isEqualTo("Candidates");
    assertThat(chart.boxes()).extracting(BoxChart.Box::series).containsOnly("drawn");
  }

  @Test
  void fewRunsAndManyAxesAreNotDrawn() throws IOException {
    assertThat(charts(2, "Candidates")).isEmpty();
  }
}
