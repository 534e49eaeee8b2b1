package org.narq2t.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.run.Prediction;
import org.narq2t.run.RunFolder;
import org.narq2t.run.Scoring;
import org.narq2t.run.Scoring.Answer;
import org.narq2t.tracking.RunRecord;

/**
 * Scores architectures with the predictor of a finished run. True accuracies are not told: that
 * would be a look-up which no budget counts.
 */
@Path("/api/v1")
@Tag(name = "Prediction", description = "Predictions of architectures by the predictor of a run")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PredictApi {
  private static final int MOST = 10_000;

  private final RequestedRuns requested;
  private final Scoring scoring;

  PredictApi(RequestedRuns requested, Scoring scoring) {
    this.requested = requested;
    this.scoring = scoring;
  }

  /** Which architectures to score, with which run. */
  @Schema(
      requiredProperties = {"run", "architectures"},
      additionalProperties = Schema.False.class)
  public record PredictRequest(
      @Schema(description = "A finished run") Long run,
      @Schema(
              description =
                  "Each one an official string (of NAS-Bench-101 the module hash), an index as the"
                      + " run's candidates have it, or of NAS-Bench-101 an object with 'adjacency'"
                      + " (rows of 0 and 1) and 'operations'",
              minItems = 1,
              maxItems = MOST,
              implementation = Object[].class)
          List<JsonNode> architectures) {}

  @POST
  @Path("predict")
  @Operation(
      operationId = "predict",
      summary = "Scores architectures with the predictor of a finished run")
  public Prediction predict(@RequestBody(required = true) PredictRequest request)
      throws IOException {
    PredictRequest given = RunDrafts.require("run", request);
    List<JsonNode> architectures = RunDrafts.require("architectures", given.architectures());
    if (architectures.size() > MOST) {
      throw Refused.tooLarge(
          "architectures",
          "%d architectures are too many at once; allowed: %d"
              .formatted(architectures.size(), MOST));
    }
    if (architectures.isEmpty()) {
      throw Refused.field("architectures", "'architectures' is empty");
    }
    long id = RunDrafts.require("run", given.run());
    RunFolder folder = requested.finished(id);
    Answer answer =
        scoring.score(
            new Scoring.Request(folder, ranker(requested.get(id), folder)),
            names -> new ArchitectureReader(names).indices(architectures));
    return Prediction.of(id, answer);
  }

  @GET
  @Path("runs/{id}/best")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "list_best",
      summary = "The architectures that the predictor of a finished run scores highest")
  public Prediction best(
      @PathParam("id") long id, @QueryParam("count") @DefaultValue("20") int count)
      throws IOException {
    if (count < 1 || count > MOST) {
      throw Refused.field("count", "count cannot be %d; allowed: 1 to %d".formatted(count, MOST));
    }
    RunFolder folder = requested.finished(id);
    Answer answer =
        scoring.score(
            new Scoring.Request(folder, ranker(requested.get(id), folder)), Scoring.Names::all);
    return Prediction.best(id, answer, count);
  }

  private RunFolder ranker(RunRecord run, RunFolder own) {
    return run.needs() == null ? own : requested.finished(run.needs());
  }
}
