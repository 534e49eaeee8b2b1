package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.configuration.PaperMethod;
import org.narq2t.run.Benchmarks;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.run.StandardModules;
import org.narq2t.space.Task;

/**
 * The search for the best network of a table: the command {@code search}, REST and the form of the
 * dashboard all ask here, so that the same words plan the same runs.
 */
@ApplicationScoped
public class NetworkSearch {
  private static final int HUNDRED = 100;

  private final BudgetedSearch budgeted;
  private final DeviceSearch devices;
  private final Benchmarks benchmarks;

  NetworkSearch(BudgetedSearch budgeted, DeviceSearch devices, Benchmarks benchmarks) {
    this.budgeted = budgeted;
    this.devices = devices;
    this.benchmarks = benchmarks;
  }

  /**
   * A request for a search.
   *
   * @param space its full name
   * @param strategy decides what is looked up; by default the standard one, or the paper's with a
   *     ranker
   * @param predictor learns from it
   * @param warm the table of another task to start from, see {@link WarmTable}
   * @param budget trained networks that may be looked up in all
   * @param pareto whether the whole front of accuracy against latency is wanted
   * @param ranker number of an earlier run whose ranker is searched with
   * @param overrides {@code key=value} pairs, under what has a field of its own
   */
  public record Request(
      String space,
      String dataset,
      Optional<String> strategy,
      Optional<String> predictor,
      Optional<String> warm,
      SearchLimits limits,
      Optional<Integer> budget,
      boolean pareto,
      Optional<Long> ranker,
      Optional<Long> seed,
      List<String> overrides) {

    /**
     * @throws Impossible if it is about a device and names none, or has a ranker that nothing uses
     */
    public Request {
      if (ranker.isPresent()
          && strategy.filter(name -> !name.equals(PaperMethod.STRATEGY)).isPresent()) {
        throw Impossible.because(
            "ranker_run",
            "The strategy %s searches with no ranker of an earlier run; %s does"
                .formatted(strategy.get(), PaperMethod.STRATEGY));
      }
      if (limits.device().isEmpty()
          && (pareto || limits.maxLatencyMs().isPresent() || limits.maxEnergyMj().isPresent())) {
        throw Impossible.because(
            "device",
            "Latency, energy and fronts are those of a device, and none is given;"
                + " 'narq2t latency' lists the devices");
      }
    }

    /** Whether the paper's method searches: a ranker of an earlier run says so too. */
    public boolean isPapers() {
      return strategy.map(PaperMethod.STRATEGY::equals).orElse(ranker.isPresent());
    }

    private List<String> settings() {
      List<String> settings = new ArrayList<>(overrides);
      seed.ifPresent(s -> settings.add("seed=" + s));
      settings.addAll(limits.overrides());
      return settings;
    }
  }

  /**
   * The runs that answer a request: one, or of the paper's method one for each limit of a front,
   * all with the ranker of the first.
   *
   * @throws IllegalArgumentException if it cannot be; an {@link Impossible} names the field
   * @throws org.narq2t.configuration.InvalidConfiguration naming the setting that cannot be
   * @throws IOException if the table cannot be read
   */
  public List<RunConfiguration> plan(Request request) throws IOException {
    if (!request.isPapers()) {
      return List.of(budgeted(request));
    }
    DeviceSearch.Request papers = papers(request);
    return request.pareto() ? devices.front(papers) : List.of(devices.one(papers));
  }

  /** The one run of a search by any other method than the paper's. */
  private RunConfiguration budgeted(Request request) throws IOException {
    StandardModules standard = StandardModules.of(budgeted.standard());
    String strategy = standard.strategy(request.strategy());
    String predictor = standard.predictor(strategy, request.predictor());
    List<String> settings = new ArrayList<>(WarmTable.overrides(request.warm(), predictor));
    settings.addAll(request.settings());
    if (request.pareto()) {
      settings.add("limits.front=true");
    }
    RunConfiguration plan =
        budgeted.plan(
            new BudgetedSearch.Request(
                request.space(),
                request.dataset(),
                strategy,
                predictor,
                request.budget().orElse(HUNDRED),
                settings));
    Benchmark benchmark = benchmarks.open(plan);
    int known = benchmark.known().size();
    int budget = request.budget().orElse(Math.min(HUNDRED, known));
    Impossible.unless(
        budget <= known, "budget", budget, "at most the %d that the table knows".formatted(known));
    if (request.limits().device().isPresent()) { // also where nothing asks for its latencies
      devices.requireKnown(plan, benchmark);
    }
    return plan;
  }

  /** The request of a search by the paper's method, which is for a device. */
  private DeviceSearch.Request papers(Request request) {
    if (!request.space().equals(Spaces.standard().name())) {
      throw Impossible.because(
          "space",
          "The strategy %s searches under limits in %s only; 'narq2t run' does the others"
              .formatted(PaperMethod.STRATEGY, Spaces.standard().name()));
    }
    if (request.limits().device().isEmpty() || !request.pareto() && !request.limits().areSet()) {
      throw Impossible.because(
          "device",
          ("A device and limits are needed: give the device, and the latency, FLOPs or"
                  + " parameters that a network may have, or ask for the whole front; without"
                  + " limits: narq2t run configs/%s/%s.yaml")
              .formatted(request.space(), request.dataset()));
    }
    return new DeviceSearch.Request(
        task(request.dataset()),
        request.limits().device().orElseThrow(),
        request.settings(),
        request.budget());
  }

  private static Task task(String name) {
    try {
      return Spaces.standard().task(name);
    } catch (IllegalArgumentException e) {
      throw Impossible.because("dataset", e.getMessage());
    }
  }
}
