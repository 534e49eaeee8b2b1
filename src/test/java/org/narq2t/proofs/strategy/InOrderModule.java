package org.narq2t.proofs.strategy;

import java.util.List;
import org.narq2t.run.AddedModules;
import org.narq2t.run.Module;
import org.narq2t.run.SearchContext;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.StrategySettings;

/** Adds {@link InOrder} to the program. */
public final class InOrderModule implements AddedModules {

  /** Its settings. */
  public record InOrderSettings(int queries) implements StrategySettings {
    @Override
    public int training() {
      return 0;
    }

    @Override
    public int lookUps() {
      return queries;
    }
  }

  @Override
  public List<Module<?, SearchContext, Strategy>> strategies() {
    return List.of(
        new Module<>(
            "in-order",
            InOrderSettings.class,
            (settings, search) ->
                new InOrder(search.problem(), settings.queries(), search.streams())));
  }
}
