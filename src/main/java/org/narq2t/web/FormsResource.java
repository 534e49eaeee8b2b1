package org.narq2t.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.latency.Device;
import org.narq2t.run.DeviceStudy;
import org.narq2t.run.Spaces;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.pages.NewRunForms;
import org.narq2t.web.pages.Page;
import org.narq2t.web.pages.PredictForm;
import org.narq2t.web.pages.SearchForm;

/** The pages of the dashboard that ask REST what commands ask: a run, a search, a prediction. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class FormsResource {
  private static final int RUNS = 100;

  private final DeviceStudy devices;
  private final RunStore store;
  private final NewRunForms forms;

  FormsResource(DeviceStudy devices, RunStore store, NewRunForms forms) {
    this.devices = devices;
    this.store = store;
    this.forms = forms;
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
      return PagesResource.page(
          Page.NEW,
          from.isPresent()
              ? forms.clone(store.get(from.orElseThrow()), chosen)
              : example.isEmpty()
                  ? forms.standard(preset, space.orElse(Spaces.standard().name()), dataset, chosen)
                  : forms.example(example, chosen));
    } catch (IOException | RuntimeException e) {
      return PagesResource.missing(String.valueOf(e.getMessage()));
    }
  }

  @GET
  @Path("search")
  public Response search() {
    return PagesResource.page(Page.SEARCH, SearchForm.of(measured()));
  }

  /** Without a table there is no device to choose, and the search itself says how to get one. */
  private List<Device> measured() {
    try {
      return devices.devices();
    } catch (IOException e) {
      return List.of();
    }
  }

  @GET
  @Path("predict")
  public Response predict(@QueryParam("run") @DefaultValue("0") long chosen) {
    List<RunRecord> runs = new ArrayList<>(store.list(RunFilter.in(RunState.FINISHED), 0, RUNS));
    if (runs.stream().noneMatch(run -> run.id() == chosen)) {
      store.find(chosen).filter(run -> run.state() == RunState.FINISHED).ifPresent(runs::add);
    }
    return PagesResource.page(Page.PREDICT, new PredictForm(runs, chosen));
  }
}
