package org.narq2t.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.study.Reports;
import org.narq2t.study.Studies;
import org.narq2t.study.Study;
import org.narq2t.study.StudyOverview;
import org.narq2t.study.StudyOverviews;
import org.narq2t.study.StudyPlan;
import org.narq2t.study.StudyPlanner;
import org.narq2t.study.StudySubmission;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Studies: several runs that answer one question. */
@Path("/api/v1/studies")
@Tag(name = "Studies")
@Produces(MediaType.APPLICATION_JSON)
public class StudiesApi {
  private final Studies studies;
  private final StudyOverviews overviews;
  private final StudyPlanner planner;
  private final StudySubmission submission;
  private final ClusterRuns clusters;
  private final RunQueue queue;
  private final RunStore store;
  private final Reports reports;

  StudiesApi(
      Studies studies,
      StudyOverviews overviews,
      StudyPlanner planner,
      StudySubmission submission,
      ClusterRuns clusters,
      RunQueue queue,
      RunStore store,
      Reports reports) {
    this.studies = studies;
    this.overviews = overviews;
    this.planner = planner;
    this.submission = submission;
    this.clusters = clusters;
    this.queue = queue;
    this.store = store;
    this.reports = reports;
  }

  @GET
  @Operation(operationId = "list_studies", summary = "Lists the studies and how far they are")
  public List<StudyOverview> list() {
    return overviews.all();
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "show_study", summary = "Shows a study with its runs")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = StudyOverview.class)))
  public StudyOverview show(@PathParam("name") String name) {
    return overviews.of(study(name));
  }

  @POST
  @Path("{name}/runs")
  @ResponseStatus(202)
  @Operation(
      operationId = "run_study",
      summary = "Queues the runs of a study, or of a part, for the workers")
  @APIResponse(
      responseCode = "202",
      description = "Queued, but for those that were done before",
      content = @Content(schema = @Schema(implementation = StudyOverview.class)))
  public StudyOverview run(@PathParam("name") String name, @RequestBody StudyRequest request)
      throws IOException {
    Study study = study(name);
    StudyRequest given = Optional.ofNullable(request).orElse(StudyRequest.ALL);
    StudyPlan plan = planner.plan(study, given.narrowing());
    planner.requirePossible(plan);
    Optional<WorkerSettings> workers =
        Optional.ofNullable(given.ray()).map(ray -> ray.workers(plan.runs().size()));
    if (workers.isPresent()) {
      clusters.requireReachable();
    }
    submission.submit(plan, given.resume(), workers);
    queue.wake();
    return overviews.of(study);
  }

  @GET
  @Path("{name}/report")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "report_study",
      summary = "The report of a study's finished runs: one HTML file, as that of a run")
  public Response report(@PathParam("name") String name) throws IOException {
    Study study = study(name);
    List<RunRecord> submitted = store.ofStudy(name);
    if (submitted.stream().noneMatch(run -> run.state() == RunState.FINISHED)) {
      throw Refused.conflict("No run of the study '%s' is finished".formatted(name));
    }
    String page = reports.whole(study, submitted);
    return ReportApi.file(name + ".html", "text/html;charset=utf-8", page);
  }

  private Study study(String name) {
    if (!studies.has(name)) {
      throw Refused.notFound(
          "There is no study '%s'; available: %s"
              .formatted(name, String.join(", ", studies.names())));
    }
    return studies.read(name);
  }
}
