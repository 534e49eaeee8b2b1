package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.narq2t.ray.CrewBoard;
import org.narq2t.ray.RayCluster;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunFilter;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.RunStore;

/** Where a crew on a cluster tells what it did, and hears what is wanted. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CrewsApi {
  private final RayCluster cluster;
  private final RunStore store;
  private final ClusterRuns clusters;

  CrewsApi(RayCluster cluster, RunStore store, ClusterRuns clusters) {
    this.cluster = cluster;
    this.store = store;
    this.clusters = clusters;
  }

  /** The trainings that are wanted of a crew; it ends all others. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Orders(List<CrewBoard.Wanted> trainings) {}

  @POST
  @Path("crews/{run}")
  @Operation(hidden = true) // it is spoken with python/narq2t/ray alone
  public RestResponse<Orders> report(@PathParam("run") String run, CrewBoard.Report report) {
    CrewBoard.Report given = RunDrafts.require("crew", report);
    CrewBoard board = cluster.board(run).orElseThrow(() -> absent(run));
    if (board.crew().isEmpty()) { // it may be this one that is taken up in a moment
      throw Refused.unavailable("Run %s has not called its crew yet".formatted(run));
    }
    return board
        .hear(given)
        .map(wanted -> RestResponse.ok(new Orders(wanted)))
        .orElseThrow(() -> Refused.conflict("Another crew is working for run %s".formatted(run)));
  }

  /** A crew waits for a run that will be taken up again, and for no other. */
  private Refused absent(String run) {
    boolean over =
        !clusters.expects(run)
            && store.list(RunFilter.ALL, 0, Integer.MAX_VALUE).stream()
                .filter(one -> one.name().equals(run))
                .map(one -> one.state().isOver() && one.state() != RunState.INTERRUPTED)
                .findFirst()
                .orElse(true);
    return over
        ? Refused.notFound("Run %s needs nothing any more".formatted(run))
        : Refused.unavailable("Run %s is not being done here".formatted(run));
  }
}
