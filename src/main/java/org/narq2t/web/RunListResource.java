package org.narq2t.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.run.Configurations;
import org.narq2t.run.Spaces;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunOrder;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.pages.Page;
import org.narq2t.web.pages.RunsPage;

/** The page that the dashboard begins with: the list of runs. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class RunListResource {
  private final RunStore store;
  private final RunDescriptions descriptions;
  private final Configurations configurations;

  RunListResource(RunStore store, RunDescriptions descriptions, Configurations configurations) {
    this.store = store;
    this.descriptions = descriptions;
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
      return PagesResource.missing(e.getMessage());
    }
    int from = Math.max(0, offset);
    return PagesResource.page(
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

  private static Optional<String> present(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
