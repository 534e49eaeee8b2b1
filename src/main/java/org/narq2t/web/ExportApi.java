package org.narq2t.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.narq2t.export.Format;
import org.narq2t.export.RunExport;
import org.narq2t.run.RunFolder;
import org.narq2t.tracking.RunRecord;

/** Finished runs for other programs, to download. */
@Path("/api/v1")
@Tag(name = "Records", description = "The records of a run")
public class ExportApi {
  private final RunExport export;
  private final RequestedRuns requested;

  ExportApi(RunExport export, RequestedRuns requested) {
    this.export = export;
    this.requested = requested;
  }

  @GET
  @Path("runs/{id}/export")
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "export_run",
      summary = "A finished run as csv, json, parquet or tensorboard: one file, or a zip archive")
  public Response export(
      @PathParam("id") long id, @QueryParam("format") @DefaultValue("csv") String name)
      throws IOException {
    RunRecord run = requested.get(id);
    Format format = format(name);
    RunFolder folder = requested.finished(id);
    ByteArrayOutputStream content = new ByteArrayOutputStream(); // some megabytes at most
    export.writeTo(format, folder, content);
    return Response.ok(content.toByteArray(), format.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + format.fileName(run.name()) + "\"")
        .build();
  }

  private static Format format(String name) {
    try {
      return Format.of(name);
    } catch (IllegalArgumentException e) {
      throw Refused.field("format", e.getMessage());
    }
  }
}
