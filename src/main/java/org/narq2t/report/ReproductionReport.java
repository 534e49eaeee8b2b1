package org.narq2t.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.narq2t.files.AtomicFile;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunResult;

/**
 * The report of a study: a folder, for example {@code nb201-<time>}, with {@code index.html}, to be
 * opened from disk, its {@code assets}, {@code results.json} and every table of the study, for
 * example {@code table2.csv}, beside the paper's rows.
 */
public final class ReproductionReport {
  /**
   * The scripts of the page in their order: name in its {@code assets}, place on the class path;
   * what is under META-INF/resources is also served.
   */
  static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

  static {
    SCRIPTS.put("echarts.min.js", "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js");
    for (String own :
        List.of("plots.js", "boxes.js", "cells.js", "report.js", "columns.js", "paper.js")) {
      SCRIPTS.put(own, "/META-INF/resources/report/" + own);
    }
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Path reports;
  private final Function<RunConfiguration, String> presets;
  private final Clock clock;

  /**
   * @param reports folder of all reports
   * @param presets says of a run how far it is from the settings of the preset that it names
   */
  public ReproductionReport(Path reports, Function<RunConfiguration, String> presets) {
    this(reports, presets, Clock.systemDefaultZone());
  }

  ReproductionReport(Path reports, Function<RunConfiguration, String> presets, Clock clock) {
    this.reports = reports;
    this.presets = presets;
    this.clock = clock;
  }

  /** All that was found. */
  private record Results(
      String time,
      String machine,
      String version,
      String commit,
      String table,
      List<RunResult> runs) {}

  /**
   * Writes it.
   *
   * @param origin of its runs
   * @return the page
   * @throws IOException if a file cannot be written
   */
  public Path write(ReportedRuns study, RunsOrigin origin) throws IOException {
    LocalDateTime now = LocalDateTime.now(clock);
    String stamp = now.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path folder = reports.resolve(study.space().key() + "-" + stamp);
    String time = now.format(TIME);
    ReportTables tables = study.tables();
    copyScripts(Files.createDirectories(folder.resolve("assets")));
    for (ReportTable table : tables.tables()) {
      AtomicFile.write(folder.resolve(table.key() + ".csv"), table.csv());
    }
    AtomicFile.write(
        folder.resolve("results.json"),
        Json.MAPPER.writeValueAsString(
            new Results(
                time,
                origin.machine(),
                origin.version(),
                origin.commit(),
                study.table().kind(),
                study.results())));
    Path page = folder.resolve("index.html");
    AtomicFile.write(page, new ReportPage(presets).render(study, origin, tables, time));
    AtomicFile.write(
        folder.resolve("one-file.html"),
        new ReportPage(presets).renderWhole(study, origin, tables, time));
    return page;
  }

  /** The page alone, in one file: it can be mailed. */
  public String whole(ReportedRuns study, RunsOrigin origin) {
    String time = LocalDateTime.now(clock).format(TIME);
    return new ReportPage(presets).renderWhole(study, origin, study.tables(), time);
  }

  private static void copyScripts(Path assets) throws IOException {
    for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
      Files.writeString(assets.resolve(script.getKey()), HtmlTemplate.text(script.getValue()));
    }
  }

  /**
   * Where the service has a script of the page.
   *
   * @throws IllegalArgumentException if the page has no such script
   */
  public static String served(String script) {
    if (!SCRIPTS.containsKey(script)) {
      throw new IllegalArgumentException("A report has no script " + script);
    }
    return SCRIPTS.get(script).substring("/META-INF/resources".length());
  }
}
