package org.narq2t.web;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.python.PythonFailure;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.PythonUnavailable;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.report.ReproductionReport;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.settings.Settings;
import org.narq2t.study.Reports;
import org.narq2t.tracking.Runs;

/**
 * For work on narq2t itself, in dev mode only: the state of the embedded Python, and a run of
 * seconds that gives a page with every plot.
 */
@Path("/dev")
@IfBuildProfile("dev")
public class DevelopmentResource {
  private static final String CONFIGURATION = "configs/examples/dev.yaml";

  private final EmbeddedPython python;
  private final Settings settings;
  private final Configurations configurations;
  private final Runs runs;
  private final Reports reports;

  private final Template page = HtmlTemplate.at("/templates/dev.html");

  DevelopmentResource(
      EmbeddedPython python,
      Settings settings,
      Configurations configurations,
      Runs runs,
      Reports reports) {
    this.python = python;
    this.settings = settings;
    this.configurations = configurations;
    this.runs = runs;
    this.reports = reports;
  }

  /** The state of Python; an edit of it is taken up first, unless it computes. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public String page() {
    TemplateInstance shown =
        page.data(
            "configuration",
            CONFIGURATION,
            "facts",
            Map.of(),
            "problem",
            "",
            "failure",
            null,
            "failed",
            "");
    try {
      PythonRuntime runtime = python.runtime();
      if (!runtime.isBusy()) {
        takeUpEdits(runtime);
      }
      shown.data("facts", PythonFacts.of(runtime));
      runtime.calls().lastFailure().ifPresent(failure -> show(failure, shown));
    } catch (PythonFailure e) {
      show(e, shown);
    } catch (PythonUnavailable e) {
      shown.data("problem", e.getMessage());
    }
    return shown.render();
  }

  private static void show(PythonFailure failure, TemplateInstance shown) {
    shown.data("failure", failure).data("failed", PythonFacts.time(failure.time()));
  }

  private static void takeUpEdits(PythonRuntime runtime) {
    try {
      runtime.call("ping", Map.of());
    } catch (PythonFailure e) {
      // it is the runtime's last failure, which the page shows
    }
  }

  /** Does the run of {@value #CONFIGURATION}, read anew, and answers with its report. */
  @POST
  @Path("run")
  @Produces(MediaType.TEXT_HTML)
  public String run() throws IOException {
    RunConfiguration configuration =
        configurations.read(settings.home().resolve(CONFIGURATION), List.of());
    Runs.Recorded run = runs.run(configuration, event -> {});
    return Files.readString(reports.writeAny(List.of(run)).page());
  }

  /** The report asks for its scripts beside itself. */
  @GET
  @Path("assets/{file}")
  public Response asset(@PathParam("file") String file) {
    return Response.seeOther(URI.create(ReproductionReport.served(file))).build();
  }
}
