package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.narq2t.benchmark.Provenance;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Overviews of the studies and their runs. */
@ApplicationScoped
public class StudyOverviews {
  private final Studies studies;
  private final Configurations configurations;
  private final Benchmarks benchmarks;
  private final RunStore store;
  private final Runs runs;

  /** By run: a page is loaded again and again, and the settings of a run never change. */
  private final Map<Long, Labels> labels = new ConcurrentHashMap<>();

  /** What a run is called on the axes of a study, as its file was. */
  private record Labels(Study study, Map<String, String> values) {}

  StudyOverviews(
      Studies studies,
      Configurations configurations,
      Benchmarks benchmarks,
      RunStore store,
      Runs runs) {
    this.studies = studies;
    this.configurations = configurations;
    this.benchmarks = benchmarks;
    this.store = store;
    this.runs = runs;
  }

  /** All studies, without their runs. */
  public List<StudyOverview> all() {
    return studies.names().stream()
        .map(studies::read)
        .map(study -> overview(study, store.ofStudy(study.name()), List.of()))
        .toList();
  }

  /** A study with its runs, those that were submitted last at the end. */
  public StudyOverview of(Study study) {
    List<RunRecord> records = store.ofStudy(study.name());
    labels.keySet().removeIf(run -> !labels.get(run).study().equals(study) && isOf(records, run));
    if (records.stream().anyMatch(run -> !labels.containsKey(run.id()))) {
      StudyArrangement arrangement = new StudyArrangement(study, configurations);
      records.forEach(
          run ->
              labels.computeIfAbsent(
                  run.id(), id -> new Labels(study, arrangement.values(runs.configuration(run)))));
    }
    return overview(study, records, records.stream().map(this::run).toList());
  }

  private static boolean isOf(List<RunRecord> records, long run) {
    return records.stream().anyMatch(record -> record.id() == run);
  }

  /** The table that the runs of a study look up now. */
  public Provenance table(Study study) throws IOException {
    RunConfiguration base =
        configurations.read(
            configurations.folder().resolve(study.file().base()), study.file().settings());
    return benchmarks.open(base).table().provenance();
  }

  private static StudyOverview overview(
      Study study, List<RunRecord> records, List<StudyOverview.Run> shown) {
    StudyFile file = study.file();
    Map<String, List<String>> axes = new LinkedHashMap<>();
    file.axes()
        .forEach(
            (name, axis) ->
                axes.put(name, axis.values().stream().map(Axis.AxisValue::name).toList()));
    int planned =
        axes.values().stream().mapToInt(List::size).reduce(file.firstSeeds(), (a, b) -> a * b);
    return new StudyOverview(
        study.name(),
        file.title(),
        file.paper(),
        axes,
        file.seeds(),
        planned,
        StudyProgress.of(records, OffsetDateTime.now()),
        shown);
  }

  private StudyOverview.Run run(RunRecord run) {
    return new StudyOverview.Run(
        run.id(),
        run.state(),
        labels.get(run.id()).values(),
        run.seed(),
        run.needs(),
        run.message(),
        run.startedAt(),
        run.finishedAt(),
        run.progress());
  }
}
