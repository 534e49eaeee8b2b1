package org.narq2t.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.pages.ComparePage;
import org.narq2t.web.pages.ComparedRuns;
import org.narq2t.web.pages.MissingPage;
import org.narq2t.web.pages.Page;
import org.narq2t.web.pages.RunPages;
import org.narq2t.web.pages.RunReports;
import org.narq2t.web.pages.StudyPages;

/** The pages of the dashboard: runs, runs side by side, studies. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class PagesResource {
  private final RunStore store;
  private final RunPages pages;
  private final RunReports judged;
  private final ComparedRuns compared;
  private final StudyPages studies;

  PagesResource(
      RunStore store,
      RunPages pages,
      RunReports judged,
      ComparedRuns compared,
      StudyPages studies) {
    this.store = store;
    this.pages = pages;
    this.judged = judged;
    this.compared = compared;
    this.studies = studies;
  }

  @GET
  @Path("runs/{id}")
  public Response run(@PathParam("id") long id) {
    return store
        .find(id)
        .map(run -> page(Page.RUN, pages.of(run)))
        .orElseGet(() -> missing("There is no run " + id + "."));
  }

  /** The findings of a run's search up to now, for its page while it is not over. */
  @GET
  @Path("runs/{id}/search")
  @Produces(MediaType.APPLICATION_JSON)
  public Response search(@PathParam("id") long id) throws IOException {
    Optional<RunRecord> run = store.find(id);
    return run.isEmpty()
        ? Response.status(Response.Status.NOT_FOUND).build()
        : Response.ok(HtmlTemplate.json(judged.search(run.orElseThrow()))).build();
  }

  @GET
  @Path("compare")
  public Response compare(@QueryParam("run") List<String> numbers) {
    if (!numbers.stream().allMatch(number -> number.matches("[0-9]{1,18}"))) {
      return refused("That is not a run", "Runs are compared by their numbers.");
    }
    List<Long> distinct = numbers.stream().map(Long::valueOf).distinct().toList();
    if (distinct.size() > ComparePage.MOST) {
      return refused(
          "Too many runs",
          "%d runs are too many to tell apart: choose at most %d."
              .formatted(distinct.size(), ComparePage.MOST));
    }
    List<RunRecord> runs = new ArrayList<>();
    for (Long number : distinct) {
      Optional<RunRecord> run = store.find(number);
      if (run.isEmpty()) {
        return missing("There is no run " + number + ".");
      }
      runs.add(run.orElseThrow());
    }
    return page(Page.COMPARE, compared.of(runs));
  }

  @GET
  @Path("studies")
  public Response studies() {
    return page(Page.STUDIES, studies.all());
  }

  @GET
  @Path("studies/{name}")
  public Response study(@PathParam("name") String name) {
    return studies.has(name)
        ? page(Page.STUDY, studies.of(name))
        : missing("There is no study " + name + ".");
  }

  static Response page(Page page, Object model) {
    return Response.ok(page.render(model)).build();
  }

  static Response missing(String why) {
    return Response.status(Response.Status.NOT_FOUND)
        .entity(MissingPage.because(why).html())
        .build();
  }

  private static Response refused(String heading, String why) {
    return Response.status(Response.Status.BAD_REQUEST)
        .entity(new MissingPage(heading, why).html())
        .build();
  }
}
