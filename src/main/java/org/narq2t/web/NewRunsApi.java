package org.narq2t.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunStore;

/** Runs that clients ask for: checked, and queued. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NewRunsApi {
  private final RunDrafts drafts;
  private final NewRuns runs;
  private final RunStore store;

  NewRunsApi(RunDrafts drafts, NewRuns runs, RunStore store) {
    this.drafts = drafts;
    this.runs = runs;
    this.store = store;
  }

  @POST
  @Path("runs")
  @Operation(operationId = "submit_run", summary = "Checks a run and queues it")
  @APIResponse(
      responseCode = "201",
      description = "Queued",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RestResponse<RunDescription> submit(@RequestBody(required = true) RunRequest request)
      throws IOException {
    RunRequest given = RunDrafts.require("configuration", request);
    return runs.submit(List.of(drafts.configuration(given)), ranker(given), given.label());
  }

  @POST
  @Path("runs/validate")
  @Operation(
      operationId = "validate_run",
      summary = "Says whether a run could be queued, and completes its configuration")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Validation.class)))
  public Validation validate(@RequestBody(required = true) RunRequest request) throws IOException {
    RunRequest given = RunDrafts.require("configuration", request);
    try {
      ranker(given);
      given.label();
      return Validation.of(drafts.configuration(given));
    } catch (InvalidConfiguration e) {
      return Validation.failed(ConfigurationErrors.of(e));
    } catch (Impossible e) {
      return Validation.failed(new Problem.FieldError(e.key(), e.getMessage()));
    } catch (Refused e) {
      return Validation.failed(new Problem.FieldError(e.problem().field(), e.problem().detail()));
    } catch (IllegalArgumentException e) {
      return Validation.failed(new Problem.FieldError("", String.valueOf(e.getMessage())));
    }
  }

  /** The run whose ranker is used; what else it must be is checked when the run is queued. */
  private Optional<Long> ranker(RunRequest request) {
    Optional<Long> ranker = Optional.ofNullable(request.rankerRun());
    if (ranker.isPresent() && store.find(ranker.orElseThrow()).isEmpty()) {
      throw Refused.field("ranker_run", "There is no run " + ranker.orElseThrow());
    }
    return ranker;
  }
}
