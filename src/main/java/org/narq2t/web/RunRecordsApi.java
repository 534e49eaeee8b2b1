package org.narq2t.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Json;
import org.narq2t.run.TableOrigin;
import org.narq2t.tracking.RunCandidates;
import org.narq2t.tracking.RunCandidates.LookedUp;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunMetrics.Metric;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.Runs;

/** The records of a run. */
@Path("/api/v1")
@Tag(name = "Records", description = "The records of a run")
public class RunRecordsApi {
  private final Runs runs;
  private final RunCandidates candidates;
  private final RunMetrics metrics;
  private final RequestedRuns requested;
  private final CandidateNames names;

  RunRecordsApi(
      Runs runs,
      RunCandidates candidates,
      RunMetrics metrics,
      RequestedRuns requested,
      CandidateNames names) {
    this.runs = runs;
    this.candidates = candidates;
    this.metrics = metrics;
    this.requested = requested;
    this.names = names;
  }

  /**
   * A candidate in the order of its look-up; accuracies in %, null where they are not known.
   *
   * @param architecture its index in the space of the run
   * @param description in its official form, if the benchmark that the run used is still there
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record CandidateRow(
      int position,
      int iteration,
      int architecture,
      @Schema(nullable = true) String description,
      float score,
      @Schema(nullable = true) Double validation,
      @Schema(nullable = true) Double test) {}

  @GET
  @Path("runs/{id}/configuration")
  @Produces("application/yaml")
  @Operation(operationId = "show_configuration", summary = "The configuration of a run, complete")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(mediaType = "application/yaml", schema = @Schema(type = SchemaType.STRING)))
  public String configuration(@PathParam("id") long id) {
    return ConfigurationFile.write(runs.configuration(requested.get(id)));
  }

  @GET
  @Path("runs/{id}/metrics")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "show_metrics",
      summary = "The figures of a run by epoch: name to a list of [epoch, value]")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Map<String, List<List<Number>>> metrics(@PathParam("id") long id) {
    requested.get(id);
    Map<String, List<List<Number>>> series = new LinkedHashMap<>();
    for (Metric metric : metrics.series(id)) {
      series
          .computeIfAbsent(metric.name(), name -> new ArrayList<>())
          .add(List.of(metric.step(), metric.amount()));
    }
    return series;
  }

  @GET
  @Path("runs/{id}/candidates")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "list_candidates",
      summary = "The candidates of a run, in the order of their look-up")
  public List<CandidateRow> candidates(@PathParam("id") long id) {
    RunRecord run = requested.get(id);
    List<LookedUp> found = candidates.of(id);
    Optional<List<String>> descriptions =
        names.of(run, found.stream().mapToInt(LookedUp::architecture).toArray());
    return found.stream()
        .map(
            candidate ->
                new CandidateRow(
                    candidate.position(),
                    candidate.iteration(),
                    candidate.architecture(),
                    descriptions.map(all -> all.get(candidate.position())).orElse(null),
                    candidate.score(),
                    candidate.validation(),
                    candidate.test()))
        .toList();
  }

  @GET
  @Path("runs/{id}/result")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "show_result",
      summary = "All that a finished run found (result.json of its folder)")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public String result(@PathParam("id") long id) throws IOException {
    return requested.finished(id).text();
  }

  @GET
  @Path("runs/{id}/environment")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "show_environment",
      summary = "The environment of a run: versions, device, commit, table")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public JsonNode environment(@PathParam("id") long id) throws IOException {
    java.nio.file.Path file = requested.folder(id).environment();
    if (!Files.isRegularFile(file)) {
      throw Refused.notFound("Run " + id + " has not begun: it has no environment yet");
    }
    ObjectNode environment = (ObjectNode) Json.MAPPER.readTree(file.toFile());
    environment.set("table", TableOrigin.of(environment.path("table")));
    return environment;
  }
}
