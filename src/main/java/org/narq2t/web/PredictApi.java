package org.narq2t.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.predictor.Scores;
import org.narq2t.run.RunFolder;
import org.narq2t.run.Scoring;
import org.narq2t.run.Scoring.Answer;
import org.narq2t.tracking.RunRecord;

/**
 * Scores architectures with the ranker of a finished run. True accuracies are not told: that would
 * be a look-up which no budget counts.
 */
@Path("/api/v1")
@Tag(name = "Prediction", description = "What the trained ranker of a run says of architectures")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PredictApi {
  private static final int MOST = 10_000;

  @Inject RequestedRuns requested;
  @Inject Scoring scoring;

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

  /**
   * What the ranker says.
   *
   * @param tiers how many there are; tier 1 is the best
   * @param latency how latencies were predicted; absent where the run learnt none
   */
  public record Prediction(
      long run,
      int tiers,
      @JsonInclude(JsonInclude.Include.NON_NULL) LatencyDescription latency,
      List<Scored> predictions) {}

  /** A predictor of latency, and its root mean squared error on what it did not learn from. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record LatencyDescription(String device, String predictor, double expectedErrorMs) {}

  /**
   * An architecture.
   *
   * @param index in the whole space
   * @param architecture its official form
   * @param score higher is better; an order, not an accuracy
   * @param tier the most probable one, from 1; 0 if the ranker has none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Scored(
      int index,
      String architecture,
      float score,
      int tier,
      List<Float> tierProbabilities,
      @Schema(nullable = true) @JsonInclude(JsonInclude.Include.NON_NULL) Float latencyMs) {}

  @POST
  @Path("predict")
  @Operation(
      operationId = "predict",
      summary = "Scores architectures with the ranker of a finished run")
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
    return prediction(id, answer);
  }

  private RunFolder ranker(RunRecord run, RunFolder own) {
    return run.needs() == null ? own : requested.finished(run.needs());
  }

  private static Prediction prediction(long run, Answer answer) {
    Scores scores = answer.scores();
    return new Prediction(
        run,
        scores.tiers(),
        answer
            .latency()
            .map(l -> new LatencyDescription(l.device(), l.predictor(), l.expectedErrorMs()))
            .orElse(null),
        IntStream.range(0, scores.size())
            .mapToObj(
                i ->
                    new Scored(
                        answer.architectures()[i],
                        answer.descriptions()[i],
                        scores.score()[i],
                        scores.tiers() == 0 ? 0 : scores.tier(i) + 1,
                        IntStream.range(0, scores.tiers())
                            .mapToObj(t -> scores.tierProbabilities()[i * scores.tiers() + t])
                            .toList(),
                        answer.latency().isEmpty() ? null : answer.latencyMs()[i]))
            .toList());
  }
}
