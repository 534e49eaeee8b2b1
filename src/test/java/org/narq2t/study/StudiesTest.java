package org.narq2t.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.Metric;
import org.narq2t.report.Published;
import org.narq2t.report.TableColumn.Over;

/** The files of studies: the paper's, and what is said of wrong ones. */
class StudiesTest {
  private static final Studies PAPER = new Studies(Path.of("studies"));

  private static final String[] ANY_SPACE = {
    "table4", "table5", "table6", "table7", "table8", "table10", "table11"
  };

  @TempDir Path folder;

  private static final String GOOD =
      """
      title: A question
      base: examples/smoke.yaml
      axes:
        share:
          heading: Share
          setting: search.random_proportion
          values: [0, 0.5]
      seeds: [1, 2]
      columns:
        - {metric: test, rule: oracle-test}
      """;

  private Study read(String yaml) throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), yaml);
    return new Studies(folder).read("mine");
  }

  private void refused(String yaml, String... parts) {
    assertThatThrownBy(() -> read(yaml))
        .hasMessageContainingAll(parts)
        .hasMessageStartingWith(folder.resolve("mine.yaml").toString());
  }

  private static Figure published(String study, String method, String label, Metric metric) {
    return figure(study, method, label, metric, Over.MEAN);
  }

  private static Figure figure(
      String study, String method, String label, Metric metric, Over over) {
    return PAPER.read(study).published().rows().stream()
        .filter(row -> row.method().equals(method) && row.labels().equals(List.of(label)))
        .flatMap(row -> row.values().entrySet().stream())
        .filter(value -> value.getKey().metric() == metric && value.getKey().over() == over)
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTablesOfThePaperAreStudies() {
    assertThat(PAPER.names())
        .contains(ANY_SPACE)
        .containsSubsequence("table1", "table2", "table3", "table9", "table10");
    assertThat(PAPER.names())
        .contains("table4-nb201", "table5-nb201", "table6-nb101", "table7-nb201", "table8-nb201")
        .contains(
            "comparators1",
            "comparators2",
            "table11-nb201",
            "fig9",
            "fig9-nb201",
            "fig10",
            "fig10-nb201");
    assertThat(PAPER.names()).allSatisfy(name -> assertThat(PAPER.read(name).name()).isNotEmpty());
  }

  @Test
  void publishedFiguresAreThoseThatArePrinted() {
    assertThat(published("table1", "NARQ2T (statistics)", "statistics", Metric.TEST))
        .isEqualTo(new Figure(94.11, 0.04));
    assertThat(
            figure("table1", "NARQ2T (statistics)", "statistics", Metric.RANK_PERCENT, Over.BEST)
                .mean())
        .isEqualTo(0.02);
    assertThat(published("table1", "DARTS", "", Metric.TEST)).isEqualTo(new Figure(92.21, 0.61));
    assertThat(published("table2", "NARQ2T", "CIFAR-100", Metric.VALIDATION))
        .isEqualTo(new Figure(72.73, 0.44));
    assertThat(figure("table2", "NAR", "ImageNet16-120", Metric.TEST, Over.BEST).mean())
        .isEqualTo(47.31);
    assertThat(published("table2", "Optimal", "CIFAR-10", Metric.TEST).mean()).isEqualTo(94.37);
    assertThat(published("table3", "NARQ2TLat", "CIFAR-10", Metric.TOP_FIVE_RMSE_MS).mean())
        .isEqualTo(1.64);
    assertThat(published("table3", "NARLat, its ten runs", "CIFAR-10", Metric.TOP_FIVE_RMSE_MS))
        .isEqualTo(new Figure(1.49, 0.61));
    assertThat(published("table9", "NAR", "λ1 = 9", Metric.TOP_FIVE_RMSE_MS))
        .isEqualTo(new Figure(1.38, 0.28));
  }

  @Test
  void theAblationsAreThoseThatArePrinted() {
    assertThat(at("table4", "none", "top 1")).isEqualTo(new Figure(93.38, 0.41));
    assertThat(at("table5", "classification", "top 5")).isEqualTo(new Figure(94.02, 0.11));
    assertThat(at("table6", "ImageNet16-120, λ2 = 20")).isEqualTo(new Figure(46.85, 0.28));
    assertThat(at("table6-nb101", "λ2 = 22")).isEqualTo(new Figure(94.03, 0.05));
    assertThat(at("table7", "p = 0.3")).isEqualTo(new Figure(93.99, 0.10));
    assertThat(at("table8", "parameters", "top 3")).isEqualTo(new Figure(94.01, 0.09));
    assertThat(at("table10", "ConvNet", "top 1")).isEqualTo(new Figure(93.70, 0.27));
    assertThat(at("table11", "without", "top 3")).isEqualTo(new Figure(93.86, 0.04));
  }

  /** The mean test accuracy of the only method of a place. */
  private static Figure at(String study, String... labels) {
    return PAPER.read(study).published().rows().stream()
        .filter(row -> row.labels().equals(List.of(labels)))
        .map(row -> row.values().get(new Published.Key(Metric.TEST, Over.MEAN, "oracle-test")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyPublishedFigureHasASourceAndThoseOfThePapersAuthorsARule() {
    List<String> names = new java.util.ArrayList<>(List.of(ANY_SPACE));
    names.add("table6-nb101");
    names.addAll(List.of("comparators1", "comparators2", "table1", "table2", "table3", "table9"));
    for (String name : names) {
      Published published = PAPER.read(name).published();
      assertThat(published.rows()).isNotEmpty().allMatch(row -> !row.source().isEmpty());
      assertThat(published.rows())
          .filteredOn(row -> row.method().startsWith("NAR"))
          .allSatisfy(
              row ->
                  assertThat(row.values().keySet())
                      .filteredOn(key -> key.metric() == Metric.TEST)
                      .allMatch(key -> key.rule().equals("oracle-test")));
    }
  }

  @Test
  void publishedCorrelationsStandBesideTheLabelsThatWereReallyUsed() {
    Published published = PAPER.read("leaderboard-tau").published();
    Published.Row former =
        published.rows().stream()
            .filter(row -> row.method().equals("NN-Former"))
            .filter(row -> row.labels().equals(List.of("nar-former", "156", "")))
            .findFirst()
            .orElseThrow();
    assertThat(value(former, Metric.TAU_UNSTATED)).isEqualTo(0.804);
    assertThat(value(former, Metric.LABELS)).isEqualTo(156 + 1_024);
    assertThat(value(former, Metric.RANKED)).isEqualTo(15_625);
    for (String name : List.of("leaderboard-tau", "leaderboard-tau-nb101", "leaderboard-search")) {
      assertThat(PAPER.read(name).published().rows())
          .isNotEmpty()
          .allMatch(row -> !row.source().isEmpty() && row.labels().contains(""));
    }
  }

  private static double value(Published.Row row, Metric metric) {
    return row.values().get(new Published.Key(metric, Over.MEAN, "")).mean();
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    Study study = read(GOOD);

    assertThat(study.file().number()).isEqualTo("A question");
    assertThat(study.file().firstSeeds()).isEqualTo(2);
    assertThat(study.file().shared()).isEqualTo(StudyFile.Shared.NOTHING);
    assertThat(study.file().axes().get("share").values())
        .extracting(Axis.AxisValue::settings)
        .containsExactly(
            List.of("search.random_proportion=0"), List.of("search.random_proportion=0.5"));
    assertThat(study.published()).isEqualTo(Published.NONE);
  }

  @Test
  void aMisspeltKeyIsNamedWithFileLineAndWhatIsAllowed() {
    refused(GOOD.replace("seeds:", "seed:"), ":8: unknown key 'seed'; allowed: ", "first_seeds");
    refused(GOOD.replace("setting:", "seting:"), ":6: unknown key 'axes.share.seting'", "heading");
    refused(
        GOOD.replace("{metric", "{colour: red, metric"),
        ":10: unknown key 'columns.0.colour'; allowed: metric, over, rule");
  }

  @Test
  void aWrongValueIsNamedWithWhatIsAllowed() {
    refused(
        GOOD.replace("metric: test", "metric: tset"),
        ":10: columns.0.metric cannot be 'tset'; allowed: queries, validation, test, ");
    refused(GOOD.replace("[1, 2]", "[1, two]"), ":8: seeds.1 cannot be 'two'", "a whole number");
    refused(
        GOOD.replace("[1, 2]", "[1, 1]"), ":8: seeds cannot be [1, 1]; allowed: each seed once");
    refused(
        GOOD.replace(", rule: oracle-test", ""),
        ":10: columns.0.rule cannot be left out of a column of test; allowed: oracle-test, ");
    refused(
        GOOD + "shared: ranker\n", ":11: shared cannot be 'ranker'; allowed: nothing, predictor");
  }

  @Test
  void aMissingKeyIsNamed() {
    refused(GOOD.replace("title: A question\n", ""), "title cannot be left out; allowed: a text");
  }

  @Test
  void publishedFiguresAreReadStrictly() throws IOException {
    String header = "method,share,metric,over,rule,value,deviation,source\n";
    String good = "Theirs,0.5,test,mean,,94.5,0.1,a paper\n";
    Path file = folder.resolve("theirs.csv");
    String yaml = GOOD + "published: theirs.csv\n";

    Files.writeString(file, header + good);
    assertThat(read(yaml).published().rows())
        .singleElement()
        .satisfies(row -> assertThat(row.labels()).containsExactly("0.5"));
    for (List<String> wrong :
        List.of(
            List.of("test", "tset", ":2: metric cannot be 'tset'; allowed: queries, "),
            List.of("94.5", "much", ":2: value cannot be 'much'; allowed: a number"),
            List.of(",,", ",fair,", ":2: rule cannot be 'fair'; allowed: oracle-test, "))) {
      Files.writeString(file, header + good.replace(wrong.get(0), wrong.get(1)));
      assertThatThrownBy(() -> read(yaml)).hasMessageContaining("theirs.csv" + wrong.get(2));
    }
    Files.writeString(file, header.replace(",share", "") + good.replace("0.5,", ""));
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining("theirs.csv:1: columns cannot be");
  }

  @Test
  void aStudyIsNamedAndNeverAPath() {
    assertThatThrownBy(() -> PAPER.read("../configs/examples/smoke"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no study")
        .hasMessageContaining("table2");
  }
}
