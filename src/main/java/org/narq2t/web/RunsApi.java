package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunQueue;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.Runs;

/** Runs: list, queue, show, cancel, resume, delete. */
@Path("/api/v1")
@Tag(name = "Runs", description = "Runs and their states")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RunsApi {
  private static final int MOST = 500;

  private final RunStore store;
  private final Runs runs;
  private final RunQueue queue;
  private final RunDescriptions descriptions;
  private final RequestedRuns requested;
  private final RunDrafts drafts;

  @Inject
  RunsApi(
      RunStore store,
      Runs runs,
      RunQueue queue,
      RunDescriptions descriptions,
      RequestedRuns requested,
      RunDrafts drafts) {
    this.store = store;
    this.runs = runs;
    this.queue = queue;
    this.descriptions = descriptions;
    this.requested = requested;
    this.drafts = drafts;
  }

  /**
   * A page of runs.
   *
   * @param total how many there are in all
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Page(int total, int offset, int limit, List<RunDescription> runs) {}

  @GET
  @Path("runs")
  @Operation(operationId = "list_runs", summary = "Lists runs")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Page.class)))
  public Page list(
      @Parameter(
              description = "Only runs in this state",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {
                        "queued",
                        "running",
                        "cancelling",
                        "cancelled",
                        "failed",
                        "finished",
                        "interrupted"
                      }))
          @QueryParam("state")
          Optional<String> state,
      @Parameter(
              description = "Only runs in this space",
              schema = @Schema(type = SchemaType.STRING))
          @QueryParam("space")
          Optional<String> space,
      @Parameter(
              description = "Only runs on this data set",
              schema = @Schema(type = SchemaType.STRING))
          @QueryParam("dataset")
          Optional<String> dataset,
      @Parameter(
              description = "Only runs with this preset",
              schema = @Schema(type = SchemaType.STRING))
          @QueryParam("preset")
          Optional<String> preset,
      @Parameter(
              description = "Only runs with this seed",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
          @QueryParam("seed")
          Optional<String> seed,
      @Parameter(
              description = "Only runs with this in their name, tags, note or preset",
              schema = @Schema(type = SchemaType.STRING))
          @QueryParam("text")
          Optional<String> text,
      @Parameter(
              description = "The order of the runs",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      defaultValue = "newest",
                      enumeration = {
                        "newest",
                        "oldest",
                        "seed",
                        "validation",
                        "oracle-test",
                        "tau",
                        "seconds"
                      }))
          @QueryParam("sort")
          Optional<String> sort,
      @Parameter(
              description = "The number to skip",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int32",
                      minimum = "0",
                      defaultValue = "0"))
          @QueryParam("offset")
          Optional<String> offset,
      @Parameter(
              description = "The largest number to return",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int32",
                      minimum = "1",
                      maximum = "500",
                      defaultValue = "50"))
          @QueryParam("limit")
          Optional<String> limit) {
    RunFilter selection =
        new RunFilter(
            present(state).map(RunsApi::state),
            present(space),
            present(dataset),
            present(preset),
            present(seed).map(value -> Numbers.whole("seed", value)),
            present(text));
    RunOrder order = order(present(sort).orElse(RunOrder.NEWEST.key()));
    int first = Numbers.within("offset", offset.orElse("0"), 0, Integer.MAX_VALUE);
    int most = Numbers.within("limit", limit.orElse("50"), 1, MOST);
    return new Page(
        store.count(selection),
        first,
        most,
        store.list(selection, order, first, most).stream().map(descriptions::brief).toList());
  }

  /** A form sends a filter that is not set as empty. */
  private static Optional<String> present(Optional<String> value) {
    return value.filter(text -> !text.isEmpty());
  }

  private static RunState state(String key) {
    try {
      return RunState.of(key);
    } catch (IllegalArgumentException e) {
      throw Refused.field("state", e.getMessage());
    }
  }

  private static RunOrder order(String key) {
    try {
      return RunOrder.of(key);
    } catch (IllegalArgumentException e) {
      throw Refused.field("sort", e.getMessage());
    }
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
    return requested.submit(List.of(drafts.configuration(given)), ranker(given), given.label());
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
