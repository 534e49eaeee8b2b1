package org.narq2t.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.narq2t.ray.CrewStatus;
import org.narq2t.report.ReportTable;
import org.narq2t.report.ReportTables;
import org.narq2t.study.Reports;
import org.narq2t.study.Studies;
import org.narq2t.study.Study;
import org.narq2t.study.StudyOverview;
import org.narq2t.study.StudyOverviews;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Gathers what the pages of studies show. The last tables are kept: a page is loaded again. */
@ApplicationScoped
public class StudyPages {
  private final Studies studies;
  private final StudyOverviews overviews;
  private final Reports reports;
  private final RunStore store;
  private final ClusterRuns clusters;
  private final RecentlyUsed<String, List<ReportTables>> tables = new RecentlyUsed<>(6);

  StudyPages(
      Studies studies,
      StudyOverviews overviews,
      Reports reports,
      RunStore store,
      ClusterRuns clusters) {
    this.studies = studies;
    this.overviews = overviews;
    this.reports = reports;
    this.store = store;
    this.clusters = clusters;
  }

  /** All studies. */
  public List<StudyOverview> all() {
    return overviews.all();
  }

  /** Whether there is a study of this name. */
  public boolean has(String name) {
    return studies.has(name);
  }

  /** The page of a study. */
  public StudyPage of(String name) {
    Study study = studies.read(name);
    StudyOverview overview = overviews.of(study);
    List<CrewStatus.Shown> crews = crews(study);
    try {
      return new StudyPage(overview, study.file().note(), tables(study), "", crews);
    } catch (IOException | IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      return new StudyPage(overview, study.file().note(), List.of(), problem, crews);
    }
  }

  private List<CrewStatus.Shown> crews(Study study) {
    return store.ofStudy(study.name()).stream()
        .filter(run -> run.cluster() != null && !run.state().isOver())
        .map(RunRecord::cluster)
        .distinct()
        .flatMap(cluster -> clusters.shown(cluster).stream())
        .toList();
  }

  private List<ReportTable> tables(Study study) throws IOException {
    List<RunRecord> finished =
        store.ofStudy(study.name()).stream()
            .filter(run -> run.state() == RunState.FINISHED)
            .toList();
    String key =
        study.hashCode()
            + finished.stream().map(run -> " " + run.id()).collect(Collectors.joining());
    return tables.get(key, () -> reports.tables(study, finished)).stream()
        .flatMap(all -> all.tables().stream())
        .toList();
  }
}
