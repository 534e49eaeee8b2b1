package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** The list of runs: some of them, in some order. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunListApi {
  private static final int MOST = 500;

  private final RunStore store;
  private final RunDescriptions descriptions;

  RunListApi(RunStore store, RunDescriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
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
            present(state).map(RunListApi::state),
            present(space),
            present(dataset),
            present(preset),
            present(seed).map(value -> QueryNumbers.whole("seed", value)),
            present(text));
    RunOrder order = order(present(sort).orElse(RunOrder.NEWEST.key()));
    int first = QueryNumbers.within("offset", offset.orElse("0"), 0, Integer.MAX_VALUE);
    int most = QueryNumbers.within("limit", limit.orElse("50"), 1, MOST);
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
}
