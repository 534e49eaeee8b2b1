package org.narq2t.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.Provenance;
import org.narq2t.ray.CrewStatus;
import org.narq2t.report.RunReport;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunParameters;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Gathers what the page of a run shows. */
@ApplicationScoped
public class RunPages {
  private final Runs runs;
  private final RunStore store;
  private final RunParameters parameters;
  private final RunEvents events;
  private final RunDescriptions descriptions;
  private final RunReports judged;

  RunPages(
      Runs runs,
      RunStore store,
      RunParameters parameters,
      RunEvents events,
      RunDescriptions descriptions,
      RunReports judged) {
    this.runs = runs;
    this.store = store;
    this.parameters = parameters;
    this.events = events;
    this.descriptions = descriptions;
    this.judged = judged;
  }

  public RunPage of(RunRecord run) {
    Optional<RunReport> report = Optional.empty();
    String problem = "";
    List<TrainedNetwork> trained = List.of();
    List<CrewStatus.Shown> crews = List.of();
    if (run.benchmark().equals(Provenance.TRAINED)) {
      try {
        trained = TrainedNetwork.of(runs.folder(run).rounds());
        crews = crews(run);
      } catch (IOException e) {
        problem = "Its record cannot be read: " + e.getMessage();
      }
    } else if (run.state() == RunState.FINISHED) {
      try {
        report = Optional.of(judged.report(run));
      } catch (IOException | IllegalArgumentException e) {
        problem =
            e instanceof IOException
                ? "Its record cannot be read: " + e.getMessage()
                : e.getMessage();
      }
    }
    return new RunPage(
        new RunView(descriptions.of(run), OffsetDateTime.now()),
        EventHistory.of(events.after(run.id(), 0)),
        run.state() == RunState.QUEUED ? before(run) : 0,
        report,
        problem,
        trained,
        crews,
        parameters.yaml(run.id()).orElseGet(() -> file(run, "configuration.yaml")),
        file(run, "environment.json"));
  }

  private List<CrewStatus.Shown> crews(RunRecord run) throws IOException {
    return run.state().isActive()
        ? CrewStatus.of(runs.folder(run).path()).stream().toList()
        : List.of();
  }

  private int before(RunRecord run) {
    RunFilter queued = RunFilter.in(RunState.QUEUED);
    return (int)
        store.list(queued, 0, Integer.MAX_VALUE).stream()
            .filter(other -> other.id() < run.id())
            .count();
  }

  /** A file of the run's folder; empty if there is none. */
  private String file(RunRecord run, String name) {
    Path file = runs.folder(run).path().resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }
}
