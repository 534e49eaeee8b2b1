package org.narq2t.predictor.boosted;

import java.util.List;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.PredictorSettings;

/**
 * An ensemble of gradient-boosted trees; see {@code python/narq2t/predictors/boosted.py}.
 *
 * @param blocks of features, as of {@code gp}
 * @param target what accuracies become before they are learnt
 * @param members of the ensemble, whose disagreement is the deviation
 * @param trees of each member
 * @param depth of a tree
 * @param share of the observations that a tree sees
 * @param features share of the columns that a split looks at
 */
public record BoostedSettings(
    List<String> blocks,
    String target,
    int members,
    int trees,
    int depth,
    double learningRate,
    double share,
    double features)
    implements PredictorSettings, NeedsBenchmark {

  public BoostedSettings {
    blocks = List.copyOf(blocks);
    Impossible.unless(!blocks.isEmpty(), "blocks", blocks, "at least one block of features");
    Impossible.unless(
        members >= 2 && members <= 100, "members", members, "2 to 100, to have some that disagree");
    Impossible.unlessWithin("trees", trees, 1, 10_000);
    Impossible.unlessWithin("depth", depth, 1, 64);
    Impossible.unless(learningRate > 0, "learning_rate", learningRate, "more than 0");
    Impossible.unless(share > 0 && share <= 1, "share", share, "more than 0, at most 1");
    Impossible.unless(
        features > 0 && features <= 1, "features", features, "more than 0, at most 1");
  }
}
