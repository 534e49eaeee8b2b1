package org.narq2t.web;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.tracking.RunEvents;
import org.narq2t.tracking.RunRecord;

/** The events of a run, as they happen (Server-Sent Events). */
@Path("/api/v1")
@Tag(name = "Events", description = "The events of a run, as they happen")
public class EventsApi {
  /** More than a run records: a client that reads nothing is cut off, and can come back. */
  private static final int BUFFER = 20_000;

  private final RequestedRuns requested;
  private final RunEvents events;
  private final RunTails tails;

  EventsApi(RequestedRuns requested, RunEvents events, RunTails tails) {
    this.requested = requested;
    this.events = events;
    this.tails = tails;
  }

  @GET
  @Path("runs/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @Operation(
      operationId = "watch_run",
      summary = "Streams the events of a run, those recorded so far first, until it is over",
      description =
          "Recorded events have an id, a kind (state, stage, epoch, iteration, network) as 'event' and"
              + " JSON as 'data', whose keys have underscores and whose figures are null where they are"
              + " not known; network is an epoch of a network that is trained on own images. Between"
              + " them come events 'progress' without an id: {\"state\", \"stage\", \"steps\","
              + " \"steps_done\"}, whenever that changed. A run that goes on after an"
              + " interruption repeats the epoch or iteration that was cut off: go by the numbers in"
              + " the data. Answers 204 if the run is over and there is nothing more to tell, so that"
              + " an EventSource stops asking.")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "204", description = "The run is over, and all was told")
  public Multi<OutboundSseEvent> watch(
      @PathParam("id") long id,
      @Parameter(
              description = "The id of the last event that is known",
              schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "0"))
          @HeaderParam("Last-Event-ID")
          Optional<String> lastEventId,
      @Parameter(
              description = "The same, for clients that cannot set a header",
              schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "0"))
          @QueryParam("after")
          Optional<String> after,
      @Context Sse sse) {
    RunRecord run = requested.get(id);
    int last =
        QueryNumbers.within(
            lastEventId.isPresent() ? "Last-Event-ID" : "after",
            lastEventId.or(() -> after).orElse("0"),
            0,
            Integer.MAX_VALUE);
    if (run.state().isOver() && events.after(id, last).isEmpty()) {
      throw new WebApplicationException(Response.noContent().build());
    }
    return Multi.createFrom()
        .<OutboundSseEvent>emitter(
            emitter -> {
              RunWatcher watcher = new RunWatcher(last, new SseStream(sse, emitter));
              emitter.onTermination(() -> tails.leave(id, watcher));
              tails.join(id, watcher);
            },
            BUFFER)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()); // it reads the database
  }
}
