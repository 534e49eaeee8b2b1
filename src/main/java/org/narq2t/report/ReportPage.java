package org.narq2t.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.qute.Template;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.experiment.Json;

/**
 * The page of a study. It is one file but for the library of plots, and asks for nothing from
 * outside; without scripts its tables and cells are still there.
 */
final class ReportPage {

  private static final ObjectWriter DATA =
      Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  private final Template template = HtmlTemplate.at("/templates/report/index.html");

  String render(Study study, Table2 table, String time) {
    List<RunCharts> charts =
        study.runs().stream()
            .map(
                run ->
                    RunCharts.of(
                        run, study.accuracies().get(run.result().configuration().dataset())))
            .toList();
    List<DatasetSection> datasets =
        study.datasets().stream().map(dataset -> DatasetSection.of(study, dataset)).toList();
    return template
        .data("quantities", TierHistogram.QUANTITIES)
        .data("surrogate", study.isSurrogate())
        .data("time", time)
        .data(
            "seeds", study.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .data(
            "names", datasets.stream().map(DatasetSection::name).collect(Collectors.joining(", ")))
        .data("preset", study.preset())
        .data("table", study.table())
        .data("machine", study.machine())
        .data("devices", devices(datasets))
        .data("weights", Numbers.count(study.results().get(0).model().parameters()))
        .data("table2", Table2Lines.of(table))
        .data("source", PaperTables.SOURCE)
        .data("datasets", datasets)
        .data("style", HtmlTemplate.text("/META-INF/resources/report/report.css"))
        .data("script", HtmlTemplate.text("/META-INF/resources/report/report.js"))
        .data("charts", json(charts))
        .render();
  }

  private static String devices(List<DatasetSection> datasets) {
    return datasets.stream()
        .flatMap(dataset -> dataset.seeds().stream())
        .map(SeedSection::device)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** JSON that cannot end the script element it stands in. */
  static String json(Object value) {
    try {
      return DATA.writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written as JSON", e);
    }
  }
}
