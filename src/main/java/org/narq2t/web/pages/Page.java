package org.narq2t.web.pages;

import io.quarkus.qute.Template;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.report.ReproductionReport;
import org.narq2t.run.RunEnvironment;

/** The pages of the dashboard, by their templates. */
public enum Page {
  RUNS,
  RUN,
  COMPARE,
  NEW,
  SEARCH,
  PREDICT,
  STUDIES,
  STUDY,
  MISSING;

  private static final String ECHARTS = ReproductionReport.served("echarts.min.js");

  private final Template template =
      HtmlTemplate.at("/templates/dashboard/%s.html".formatted(key()));

  private String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The page as HTML; its template calls the model {@code page}. */
  public String render(Object model) {
    return template
        .data("page", model)
        .data("echarts", ECHARTS)
        .data("version", RunEnvironment.VERSION)
        .render();
  }
}
