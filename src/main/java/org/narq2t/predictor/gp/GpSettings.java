package org.narq2t.predictor.gp;

import java.util.List;
import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.configuration.Impossible;
import org.narq2t.predictor.PredictorSettings;

/**
 * A Gaussian process; see {@code python/narq2t/predictors/gp.py} and docs/adr/0022.
 *
 * @param blocks of features, each with a length scale of its own: {@code paths}, {@code shape},
 *     {@code walks}, or {@code auto} for those that suit the space
 * @param target what accuracies become before they are learnt
 * @param iterations of L-BFGS over length scales and noise, at most
 * @param likelihoodRows with more observations, length scales are fitted to so many of them
 * @param warm the task whose results it starts from, for example {@code nasbench201/cifar10}: it
 *     learns how the observations differ from them (docs/adr/0027); empty to start from nothing
 */
public record GpSettings(
    List<String> blocks, String target, int iterations, int likelihoodRows, String warm)
    implements PredictorSettings, NeedsBenchmark {

  public GpSettings {
    warm = warm == null ? "" : warm; // of records of before
    blocks = List.copyOf(blocks);
    Impossible.unless(!blocks.isEmpty(), "blocks", blocks, "at least one block of features");
    Impossible.unless(iterations >= 1, "iterations", iterations, "1 or more");
    Impossible.unless(likelihoodRows >= 2, "likelihood_rows", likelihoodRows, "2 or more");
  }
}
