package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;

/** Plans the search for the best network within a budget: {@code configs/search.yaml}. */
@ApplicationScoped
public class BudgetedSearch {
  private final Configurations configurations;

  BudgetedSearch(Configurations configurations) {
    this.configurations = configurations;
  }

  /**
   * The search for a network.
   *
   * @param space its name
   * @param dataset its key
   * @param strategy decides what is looked up
   * @param predictor learns from it
   * @param queries networks that may be looked up in all
   * @param overrides {@code key=value} pairs over all that
   */
  public record Request(
      String space,
      String dataset,
      String strategy,
      String predictor,
      int queries,
      List<String> overrides) {}

  /** The standard search, of which a request changes what it names. */
  public RunConfiguration standard() {
    return read(List.of());
  }

  /**
   * The run that answers a request.
   *
   * @throws org.narq2t.configuration.InvalidConfiguration naming what cannot be, and what is
   *     allowed
   */
  public RunConfiguration plan(Request request) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "space=" + request.space(),
                "dataset=" + request.dataset(),
                "strategy.type=" + request.strategy(),
                "predictor.type=" + request.predictor(),
                "strategy.queries=" + request.queries(),
                "budget.queries=" + request.queries()));
    settings.addAll(request.overrides());
    return read(settings);
  }

  private RunConfiguration read(List<String> settings) {
    return configurations.read(configurations.folder().resolve("search.yaml"), settings);
  }
}
