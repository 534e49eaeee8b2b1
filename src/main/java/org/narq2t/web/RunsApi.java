package org.narq2t.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.Runs;

/** Single runs: show, cancel, resume, delete. */
@Path("/api/v1")
@Tag(name = "Runs", description = "Runs and their states")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RunsApi {
  private final Runs runs;
  private final RunQueue queue;
  private final RunDescriptions descriptions;
  private final RequestedRuns requested;

  RunsApi(Runs runs, RunQueue queue, RunDescriptions descriptions, RequestedRuns requested) {
    this.runs = runs;
    this.queue = queue;
    this.descriptions = descriptions;
    this.requested = requested;
  }

  @GET
  @Path("runs/{id}")
  @Operation(operationId = "show_run", summary = "Shows a run with all its settings")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RunDescription show(@PathParam("id") long id) {
    return descriptions.of(requested.get(id));
  }

  @DELETE
  @Path("runs/{id}")
  @Operation(operationId = "delete_run", summary = "Deletes a run that is over, and its folder")
  @APIResponse(responseCode = "204", description = "Deleted")
  public void delete(@PathParam("id") long id) throws IOException {
    requested.get(id);
    runs.delete(id);
  }

  @POST
  @Path("runs/{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  @ResponseStatus(202)
  @Operation(
      operationId = "cancel_run",
      summary = "Asks for a run to be stopped; it can be resumed")
  @APIResponse(
      responseCode = "202",
      description = "Stopped, or about to be",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RunDescription cancel(@PathParam("id") long id) {
    if (!runs.cancel(id) && requested.get(id).state().isOver()) {
      throw Refused.conflict("Run %d is %s already".formatted(id, requested.get(id).state().key()));
    }
    return show(id);
  }

  /**
   * A training of a run.
   *
   * @param cell as the events of the run tell it
   */
  public record TrainingRequest(String cell) {}

  @POST
  @Path("runs/{id}/trainings/cancel")
  @ResponseStatus(202)
  @Operation(
      operationId = "cancel_training",
      summary = "Gives up the network that a run on own images is training; the run goes on")
  @APIResponse(responseCode = "202", description = "It ends with its next batch, as failed")
  public void cancelTraining(
      @PathParam("id") long id, @RequestBody(required = true) TrainingRequest request)
      throws IOException {
    String cell = RunDrafts.require("cell", request).cell();
    if (!requested.giveUpTraining(id, RunDrafts.require("cell", cell))) {
      throw Refused.conflict("Run %d is not training this cell, or not an epoch yet".formatted(id));
    }
  }

  @POST
  @Path("runs/{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @ResponseStatus(202)
  @Operation(
      operationId = "resume_run",
      summary = "Queues a run again that was cancelled, failed or interrupted")
  @APIResponse(
      responseCode = "202",
      description = "Queued; it goes on from its last checkpoint",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RunDescription resume(@PathParam("id") long id) {
    requested.get(id);
    runs.requeue(id);
    queue.wake();
    return show(id);
  }
}
