package org.narq2t.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.images.ImageSearch;
import org.narq2t.run.StandardModules;
import org.narq2t.study.NetworkSearch;
import org.narq2t.study.WarmTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a search, in a table or on own images. */
final class SearchOptions {
  @Mixin SpaceOption of;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "The strategy that chooses the look-ups: sequential (default), random, evolution,"
              + " local, or tiers, the"
              + " paper's.")
  Optional<String> strategy = Optional.empty();

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description =
          "The predictor that learns from them, for --strategy sequential: gp (default),"
              + " boosted or tokens.")
  Optional<String> predictor = Optional.empty();

  @Option(
      names = "--warm",
      paramLabel = "SPACE/TASK",
      description =
          "The table of another task to start from, for example nb201/cifar10: what is good there is"
              + " tried first, and what is learnt is how this task differs. For --predictor gp.")
  Optional<String> warm = Optional.empty();

  @Mixin LimitOptions limits;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "How many trained networks may be looked up in all: what a real user pays for. Default 100."
              + " With --strategy tiers 1506: 1000 to train the ranker, 256 to choose its epoch, 250"
              + " to search; any other number is shared in the same proportion.")
  Optional<Integer> budget = Optional.empty();

  @Option(
      names = "--pareto",
      description =
          "Searches for the whole front of accuracy against latency, up to --max-latency if it is"
              + " given: every look-up is under another limit. With --strategy tiers under six"
              + " limits: none (or --max-latency), and the latencies that 90, 75, 50, 25 and 10 %%"
              + " of the networks measured for training keep; one ranker serves all, and they share"
              + " the look-ups of one search.")
  boolean pareto;

  @Option(
      names = "--ranker",
      paramLabel = "RUN",
      description =
          "Searches with the ranker of this earlier run, which must have been trained alike: on the"
              + " same data set, device, seed and budget.")
  Optional<Long> ranker = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides all that is random (default 1).")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one value of the configuration, for example strategy.batch=5;"
              + " can be repeated.")
  List<String> settings = List.of();

  /** The search of a table. */
  NetworkSearch.Request ofTable(String dataset) {
    return new NetworkSearch.Request(
        of.space.name(),
        dataset,
        strategy,
        predictor,
        warm,
        limits.limits(),
        budget,
        pareto,
        ranker,
        seed,
        settings);
  }

  /** The search on a user's own images, by the standard strategy unless another is asked for. */
  ImageSearch.Request ofImages(OwnImages images, StandardModules standard) {
    String chosen = standard.strategy(strategy);
    String learner = standard.predictor(chosen, predictor);
    List<String> set = new ArrayList<>(WarmTable.overrides(warm, learner));
    set.addAll(overrides(images));
    return new ImageSearch.Request(
        images.data,
        of.space.name(),
        chosen,
        learner,
        images.resolution,
        budget.orElse(0),
        images.hours.orElse(0.0),
        set);
  }

  /** The search by the strategy that is to stand beside it, which needs no predictor. */
  Optional<ImageSearch.Request> against(OwnImages images, ImageSearch.Request request) {
    List<String> set =
        overrides(images).stream().filter(pair -> !pair.matches("(strategy|predictor).*")).toList();
    return images.against.map(other -> request.by(other, set));
  }

  private List<String> overrides(OwnImages images) {
    List<String> overrides = new ArrayList<>(images.overrides());
    limits.device.ifPresent(name -> overrides.add("device=" + name));
    overrides.addAll(settings);
    seed.ifPresent(s -> overrides.add("seed=" + s));
    overrides.addAll(limits.here().overrides());
    return overrides;
  }
}
