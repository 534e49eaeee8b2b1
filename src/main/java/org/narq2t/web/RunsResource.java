package org.narq2t.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.narq2t.tracking.RunDescription;
import org.narq2t.tracking.RunDescriptions;
import org.narq2t.tracking.RunStore;

/** The record of runs, to read, as JSON. */
@Path("/")
public class RunsResource {
  @Inject RunStore store;
  @Inject RunDescriptions descriptions;

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
}
