package org.narq2t.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.predictor.Scores;
import org.narq2t.run.Predictions;

/**
 * The predictions by a finished run's predictor of the architectures that its ranking is judged on.
 */
@Path("/api/v1")
@Tag(name = "Records")
public class PredictionsApi {
  private static final int MOST = 20_000;

  private final RequestedRuns requested;

  PredictionsApi(RequestedRuns requested) {
    this.requested = requested;
  }

  /**
   * A page of predictions, in the order of the file.
   *
   * @param total how many there are in all; none of a run that learns nothing
   */
  public record Page(int total, int offset, int limit, List<Predicted> predictions) {}

  /**
   * The prediction of an architecture.
   *
   * @param architecture its index in the space of the run
   * @param score an order, higher is better
   * @param tier from 1, the best; 0 without tiers
   */
  public record Predicted(int architecture, float score, int tier) {
    private static Predicted of(Predictions all, int position) {
      Scores scores = all.scores();
      return new Predicted(
          all.architectures()[position],
          scores.score()[position],
          scores.tiers() == 0 ? 0 : scores.tier(position) + 1);
    }
  }

  @GET
  @Path("runs/{id}/predictions")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "list_predictions",
      summary = "The recorded predictions of a finished run: predictions.csv of its export")
  public Page predictions(
      @PathParam("id") long id,
      @Parameter(
              description = "The number to skip",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int32",
                      minimum = "0",
                      defaultValue = "0"))
          @QueryParam("offset")
          @DefaultValue("0")
          String offset,
      @Parameter(
              description = "The largest number to return",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      format = "int32",
                      minimum = "1",
                      maximum = "20000",
                      defaultValue = "1000"))
          @QueryParam("limit")
          @DefaultValue("1000")
          String limit)
      throws IOException {
    int first = QueryNumbers.within("offset", offset, 0, Integer.MAX_VALUE);
    int most = QueryNumbers.within("limit", limit, 1, MOST);
    Predictions all = requested.finished(id).finished().predictions();
    List<Predicted> page =
        IntStream.range(0, all.architectures().length)
            .skip(first)
            .limit(most)
            .mapToObj(position -> Predicted.of(all, position))
            .toList();
    return new Page(all.architectures().length, first, most, page);
  }
}
