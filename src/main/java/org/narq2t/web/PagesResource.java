package org.narq2t.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.run.Configurations;
import org.narq2t.run.Spaces;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.pages.ComparePage;
import org.narq2t.web.pages.ComparedRuns;
import org.narq2t.web.pages.MissingPage;
import org.narq2t.web.pages.NewRunForms;
import org.narq2t.web.pages.Page;
import org.narq2t.web.pages.RunPages;
import org.narq2t.web.pages.RunReports;
import org.narq2t.web.pages.RunsPage;
import org.narq2t.web.pages.StudyPages;

/** The dashboard. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class PagesResource {
  private final RunStore store;
  private final RunDescriptions descriptions;
  private final RunPages runPages;
  private final RunReports judged;
  private final ComparedRuns compared;
  private final NewRunForms forms;
  private final StudyPages studies;
  private final Configurations configurations;

  @Inject
  PagesResource(
      RunStore store,
      RunDescriptions descriptions,
      RunPages runPages,
      RunReports judged,
      ComparedRuns compared,
      NewRunForms forms,
      StudyPages studies,
      Configurations configurations) {
    this.store = store;
    this.descriptions = descriptions;
    this.runPages = runPages;
    this.judged = judged;
    this.compared = compared;
    this.forms = forms;
    this.studies = studies;
    this.configurations = configurations;
  }

  @GET
  public Response runs(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("space") @DefaultValue("") String space,
      @QueryParam("dataset") @DefaultValue("") String dataset,
      @QueryParam("text") @DefaultValue("") String text,
      @QueryParam("preset") @DefaultValue("") String preset,
      @QueryParam("seed") @DefaultValue("") String seed,
      @QueryParam("sort") @DefaultValue("newest") String sort,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    RunFilter selection;
    RunOrder order;
    try {
      selection =
          new RunFilter(
              present(state).map(RunState::of),
              present(space),
              present(dataset),
              present(preset),
              present(seed).map(Long::valueOf),
              present(text));
      order = RunOrder.of(sort);
    } catch (IllegalArgumentException e) {
      return missing(e.getMessage());
    }
    int from = Math.max(0, offset);
    return page(
        Page.RUNS,
        RunsPage.of(
            store.list(selection, order, from, RunsPage.SIZE).stream()
                .map(descriptions::brief)
                .toList(),
            Map.of(
                "state", state, "space", space, "dataset", dataset, "text", text, "preset", preset,
                "seed", seed, "sort", sort),
            store.count(selection),
            from,
            Stream.concat(Spaces.tasks().stream(), store.datasets().stream()).distinct().toList(),
            configurations.presetNames()));
  }

  @GET
  @Path("runs/{id}")
  public Response run(@PathParam("id") long id) {
    return store
        .find(id)
        .map(run -> page(Page.RUN, runPages.of(run)))
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

  @GET
  @Path("new")
  public Response form(
      @QueryParam("from") Optional<Long> from,
      @QueryParam("example") @DefaultValue("") String example,
      @QueryParam("preset") @DefaultValue("as-released") String preset,
      @QueryParam("space") Optional<String> space,
      @QueryParam("dataset") @DefaultValue("cifar10") String dataset,
      @QueryParam("set") List<String> chosen) {
    try {
      return page(
          Page.NEW,
          from.isPresent()
              ? forms.clone(store.get(from.orElseThrow()), chosen)
              : example.isEmpty()
                  ? forms.standard(preset, space.orElse(Spaces.standard().name()), dataset, chosen)
                  : forms.example(example, chosen));
    } catch (IOException | RuntimeException e) {
      return missing(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> present(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Response page(Page page, Object model) {
    return Response.ok(page.render(model)).build();
  }

  private static Response missing(String why) {
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
