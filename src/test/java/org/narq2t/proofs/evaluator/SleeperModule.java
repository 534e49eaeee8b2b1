package org.narq2t.proofs.evaluator;

import java.util.List;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.EvaluatorSettings;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.run.AddedModules;
import org.narq2t.run.Module;
import org.narq2t.run.RunContext;

/** Adds {@link Sleeper} to the program, before the answers of a table. */
public final class SleeperModule implements AddedModules {

  /** How long a training takes. */
  public record SleeperSettings(long milliseconds) implements EvaluatorSettings {}

  @Override
  public List<Module<?, RunContext, Evaluator>> evaluators() {
    return List.of(
        new Module<>(
            "sleeper",
            SleeperSettings.class,
            (settings, run) ->
                new Sleeper(
                    run.folder().resolve("trainings"),
                    settings.milliseconds(),
                    new TableEvaluator(run.benchmark(), run.configuration().dataset()))));
  }
}
