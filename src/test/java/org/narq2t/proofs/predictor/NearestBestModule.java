package org.narq2t.proofs.predictor;

import java.util.List;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.run.AddedModules;
import org.narq2t.run.Module;
import org.narq2t.run.RunContext;

/** Adds {@link NearestBest} to the program. */
public final class NearestBestModule implements AddedModules {

  /** It has none. */
  public record NearestBestSettings() implements PredictorSettings {}

  @Override
  public List<Module<?, RunContext, Predictor>> predictors() {
    return List.of(
        new Module<>(
            "nearest-best",
            NearestBestSettings.class,
            (settings, run) -> new NearestBest(run.benchmark().space())));
  }
}
