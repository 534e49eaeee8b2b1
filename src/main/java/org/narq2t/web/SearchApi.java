package org.narq2t.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.NetworkSearch;
import org.narq2t.tracking.RunDescription;
import org.narq2t.web.Problem.FieldError;

/** Searches, as the command {@code search} plans them. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SearchApi {
  /** The field of a request by the setting that it becomes. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "strategy.type", "strategy",
          "predictor.type", "predictor",
          "predictor.warm", "warm",
          "strategy.queries", "budget",
          "budget.queries", "budget",
          "limits.latency_margin", "margin");

  private final NetworkSearch searches;
  private final NewRuns runs;

  SearchApi(NetworkSearch searches, NewRuns runs) {
    this.searches = searches;
    this.runs = runs;
  }

  @POST
  @Path("search")
  @Operation(
      operationId = "submit_search",
      summary = "Queues the search for the best network, as the command 'search' does it",
      description =
          "By default a Gaussian process that is asked one by one, with 100 queries. The front of"
              + " the strategy tiers is several runs: the answer is the first, whose ranker the"
              + " others ('ranker_run') search with.")
  @APIResponse(
      responseCode = "201",
      description = "Queued",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RestResponse<RunDescription> submit(@RequestBody(required = true) SearchRequest request)
      throws IOException {
    SearchRequest given = RunDrafts.require("dataset", request);
    try {
      List<RunConfiguration> plan = searches.plan(given.asked());
      return runs.submit(plan, Optional.ofNullable(given.rankerRun()), given.label());
    } catch (InvalidConfiguration e) {
      throw refused(ConfigurationErrors.of(e));
    } catch (Impossible e) {
      throw refused(new FieldError(e.key(), e.getMessage()));
    }
  }

  private static Refused refused(FieldError error) {
    return Refused.field(
        FIELDS.getOrDefault(error.field(), error.field().replaceFirst("^limits\\.", "")),
        error.reason());
  }
}
