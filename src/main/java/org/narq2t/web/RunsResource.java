package org.narq2t.web;

import io.quarkus.qute.Template;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunMetrics;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;

/** The record of runs, to read: a page and JSON. */
@Path("/")
public class RunsResource {
  @Inject RunStore store;
  @Inject RunDescriptions descriptions;
  @Inject RunMetrics metrics;

  private final Template page = HtmlTemplate.at("/templates/runs.html");

  /** One row of the page. */
  public record Row(RunRecord run, Map<String, Double> figures) {
    /** A figure that is a count, or a dash. */
    public String count(String name) {
      Double value = figures.get(name);
      return value == null ? "–" : Long.toString(Math.round(value));
    }

    /** A figure with two decimals, or a dash. */
    public String figure(String name) {
      Double value = figures.get(name);
      return value == null ? "–" : String.format(java.util.Locale.ROOT, "%.2f", value);
    }
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String page() {
    return page.data("rows", store.list().stream().map(this::row).toList()).render();
  }

  @GET
  @Path("api/v1/runs")
  @Produces(MediaType.APPLICATION_JSON)
  public List<RunDescription> list() {
    return store.list().stream().map(descriptions::brief).toList();
  }

  @GET
  @Path("api/v1/runs/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public RunDescription show(@PathParam("id") long id) {
    return descriptions.of(store.find(id).orElseThrow(() -> new NotFoundException("no run " + id)));
  }

  private Row row(RunRecord run) {
    return new Row(run, metrics.summary(run.id()));
  }
}
