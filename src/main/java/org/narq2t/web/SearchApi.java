package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import org.narq2t.study.DeviceSearch;
import org.narq2t.tracking.RunDescription;

/** Searches under limits, as the command {@code search} plans them. */
@Path("/api/v1")
@Tag(name = "Runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SearchApi {
  @Inject DeviceSearch search;
  @Inject Benchmarks benchmarks;
  @Inject RequestedRuns requested;

  /** What to search for; at least one limit. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(
      description = "With at least one limit",
      requiredProperties = {"dataset", "device"},
      additionalProperties = Schema.False.class)
  public record SearchRequest(
      @Schema(description = "cifar10, cifar100 or imagenet16") String dataset,
      @Schema(description = "One of /devices") String device,
      @Schema(
              description = "The longest that the network may take there, ms",
              minimum = "0",
              exclusiveMinimum = true)
          Double maxLatencyMs,
      @Schema(description = "The most FLOPs", minimum = "0", exclusiveMinimum = true) Long maxFlops,
      @Schema(description = "The most parameters", minimum = "0", exclusiveMinimum = true)
          Long maxParameters,
      @Schema(
              description = "Trained networks that may be looked up in all",
              minimum = "0",
              exclusiveMinimum = true)
          Integer budget,
      @Schema(description = "Settings over those of the data set, key=value")
          List<String> overrides) {

    public SearchRequest {
      overrides = RunRequest.overrides(overrides);
    }
  }

  @POST
  @Path("search")
  @Operation(
      operationId = "submit_search",
      summary = "Queues a run that finds the best network of NAS-Bench-201 under a limit")
  @APIResponse(
      responseCode = "201",
      description = "Queued",
      content = @Content(schema = @Schema(implementation = RunDescription.class)))
  public RestResponse<RunDescription> submit(@RequestBody(required = true) SearchRequest request)
      throws IOException {
    SearchRequest given = RunDrafts.require("dataset", request);
    List<String> overrides = new ArrayList<>();
    add(overrides, "max_latency_ms", given.maxLatencyMs());
    add(overrides, "max_flops", given.maxFlops());
    add(overrides, "max_parameters", given.maxParameters());
    if (overrides.isEmpty()) {
      throw Refused.field(
          "max_latency_ms", "give a limit: max_latency_ms, max_flops or max_parameters");
    }
    overrides.addAll(0, given.overrides());
    return requested.submit(plan(given, overrides), Optional.empty());
  }

  private RunConfiguration plan(SearchRequest given, List<String> overrides) throws IOException {
    Task dataset = RunDrafts.dataset(RunDrafts.require("dataset", given.dataset()));
    String device = RunDrafts.require("device", given.device());
    try {
      benchmarks.open(Spaces.standard().name(), dataset).table().requireDevice(dataset, device);
    } catch (IllegalArgumentException e) {
      throw Refused.field("device", e.getMessage());
    }
    try {
      return search.one(
          new DeviceSearch.Request(
              dataset, device, overrides, Optional.ofNullable(given.budget())));
    } catch (IllegalArgumentException e) {
      throw Refused.field("budget", e.getMessage());
    }
  }

  private static void add(List<String> overrides, String limit, Number value) {
    if (value == null) {
      return;
    }
    if (!(value.doubleValue() > 0)) {
      throw Refused.field(limit, "%s cannot be %s; allowed: more than 0".formatted(limit, value));
    }
    overrides.add("limits." + limit + "=" + value);
  }
}
