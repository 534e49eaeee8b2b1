package org.narq2t.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunStore;

/** Names, tags and notes of runs. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LabelsApi {
  private final RunStore store;
  private final RunDescriptions descriptions;
  private final RequestedRuns requested;

  LabelsApi(RunStore store, RunDescriptions descriptions, RequestedRuns requested) {
    this.store = store;
    this.descriptions = descriptions;
    this.requested = requested;
  }

  @PATCH
  @Path("runs/{id}")
  @Operation(operationId = "label_run", summary = "Names a run, tags it, or leaves a note with it")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RunDescription label(
      @PathParam("id") long id, @RequestBody(required = true) LabelRequest request) {
    LabelRequest given = RunDrafts.require("body", request);
    store.label(id, given.over(requested.get(id).label()));
    return descriptions.of(requested.get(id));
  }
}
