package org.narq2t.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The joint findings of runs. */
@Path("/api/v1")
@Tag(name = "Catalogue")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentsApi {
  private final Experiments experiments;

  ExperimentsApi(Experiments experiments) {
    this.experiments = experiments;
  }

  @GET
  @Path("experiments")
  @Operation(
      operationId = "list_experiments",
      summary = "Runs that differ by their seed only, put together")
  public List<Experiments.Experiment> list() {
    return experiments.all();
  }
}
