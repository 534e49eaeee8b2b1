package org.narq2t.web;

import jakarta.inject.Inject;
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
import org.narq2t.run.Device;
import org.narq2t.run.DeviceStudy;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;
import org.narq2t.web.pages.Page;
import org.narq2t.web.pages.PredictForm;
import org.narq2t.web.pages.SearchForm;

/** The pages of the dashboard that ask REST what commands ask: a search, a prediction. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class FormsResource {
  private static final int RUNS = 100;

  private final DeviceStudy devices;
  private final RunStore store;

  @Inject
  FormsResource(DeviceStudy devices, RunStore store) {
    this.devices = devices;
    this.store = store;
  }

  @GET
  @Path("search")
  public Response search() {
    return Response.ok(Page.SEARCH.render(SearchForm.of(measured()))).build();
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
    return Response.ok(Page.PREDICT.render(new PredictForm(runs, chosen))).build();
  }
}
