package org.narq2t.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunStore;

/** Names, tags and notes of runs. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LabelsApi {
  @Inject RunStore store;
  @Inject RunDescriptions descriptions;
  @Inject RequestedRuns requested;

  /** What is to change; what is left out stays. */
  @Schema(additionalProperties = Schema.False.class)
  public record LabelRequest(
      @Schema(description = "A name for lists, one line", maxLength = 100) String title,
      @Schema(description = "At most 10 words", maxItems = 10) List<String> tags,
      @Schema(description = "Any text", maxLength = 2_000) String note) {}

  @PATCH
  @Path("runs/{id}")
  @Operation(operationId = "label_run", summary = "Names a run, tags it, or leaves a note with it")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RunDescription label(
      @PathParam("id") long id, @RequestBody(required = true) LabelRequest request) {
    LabelRequest given = RunDrafts.require("title", request);
    RunLabel label = requested.get(id).label();
    try {
      store.label(
          id,
          label.with(
              Optional.ofNullable(given.title()),
              Optional.ofNullable(given.tags()).map(words -> String.join(" ", words)),
              Optional.ofNullable(given.note())));
    } catch (RunLabel.Unfit e) {
      throw Refused.field(e.field(), e.getMessage());
    }
    return descriptions.of(requested.get(id));
  }
}
