package org.narq2t.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.report.SearchPage;
import org.narq2t.report.SearchReport;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;
import org.narq2t.run.TrainedRanker;
import org.narq2t.study.Reports;

/** Reports and models of finished runs, to download. */
@Path("/api/v1")
@Tag(name = "Records")
public class ReportApi {
  private final RequestedRuns requested;
  private final SearchPage pages;
  private final Reports reports;

  ReportApi(RequestedRuns requested, SearchPage pages, Reports reports) {
    this.requested = requested;
    this.pages = pages;
    this.reports = reports;
  }

  @GET
  @Path("runs/{id}/report")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "show_report",
      summary = "The report of a finished run: one HTML file, which asks for nothing from outside")
  public Response report(@PathParam("id") long id) throws IOException {
    RunFolder folder = requested.finished(id);
    return file("run-" + id + ".html", "text/html;charset=utf-8", page(id, folder));
  }

  private String page(long id, RunFolder folder) throws IOException {
    RunResult result = folder.result();
    if (result.configuration().evaluator().trains()) {
      throw Refused.conflict(
          "The report of a search on own images is written by its command, beside its networks");
    }
    return SearchReport.suits(result) ? pages.text(id, folder) : reports.whole(folder);
  }

  @GET
  @Path("runs/{id}/model")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "show_model",
      summary = "The fitted predictor of a finished run: model.safetensors of its folder")
  public Response model(@PathParam("id") long id) throws IOException {
    RunFolder folder = requested.finished(id);
    byte[] content = Files.readAllBytes(TrainedRanker.of(folder).model()); // some megabytes at most
    return file("run-" + id + ".safetensors", MediaType.APPLICATION_OCTET_STREAM, content);
  }

  /** Always a download: the scripts of a report run in no page of the service. */
  static Response file(String name, String type, Object content) {
    return Response.ok(content, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
