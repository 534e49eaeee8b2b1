package org.narq2t.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.evaluation.PaperTables;
import org.narq2t.run.Configurations;
import org.narq2t.run.Experiment;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunResult;
import org.narq2t.space.Dataset;
import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.strategy.tiers.SamplingSettings.Mode;
import org.narq2t.tracking.Runs;

/** The runs behind a table of the paper, with one preset. */
@ApplicationScoped
public class Reproduction {
  /** The authors' ten seeds, in their order: runs compare with theirs seed by seed. */
  public static final List<Long> SEEDS =
      List.of(
          1L, 20211117L, 22222222L, 33333333L, 44444444L, 55555555L, 66666666L, 77777777L,
          88888888L, 99999999L);

  @Inject Configurations configurations;
  @Inject Runs runs;
  @Inject EarlierRuns earlier;

  /** The configurations for Table II, data set by data set. */
  public List<RunConfiguration> tableII(List<Dataset> datasets, int seeds, List<String> overrides) {
    List<RunConfiguration> plan = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (Long seed : SEEDS.subList(0, seeds)) {
        plan.add(read(NasBench201.NAME, dataset, overrides, "seed=" + seed));
      }
    }
    return plan;
  }

  /** The configurations for Table I, seed by seed. */
  public List<RunConfiguration> tableI(List<Mode> modes, int seeds, List<String> overrides) {
    List<RunConfiguration> plan = new ArrayList<>();
    for (Long seed : SEEDS.subList(0, seeds)) {
      for (Mode mode : modes) {
        plan.add(
            read(
                NasBench101.NAME,
                Dataset.CIFAR10,
                overrides,
                "seed=" + seed,
                "search.mode=" + KebabCaseEnums.spelling(mode)));
      }
    }
    return plan;
  }

  /**
   * The configurations for Table III: those of Table II with the latency of a device learnt too.
   */
  public List<RunConfiguration> tableIII(
      List<Dataset> datasets, String device, int seeds, List<String> overrides) {
    return tableII(datasets, seeds, with(overrides, PaperTables.LATENCY_FACTOR, device));
  }

  /** The configurations for Table IX: CIFAR-10 with several weights of the latency loss. */
  public List<RunConfiguration> tableIX(
      List<Integer> factors, String device, int seeds, List<String> overrides) {
    return factors.stream()
        .flatMap(
            factor ->
                tableII(List.of(Dataset.CIFAR10), seeds, with(overrides, factor, device)).stream())
        .toList();
  }

  private static List<String> with(List<String> overrides, double factor, String device) {
    List<String> all = new ArrayList<>(overrides);
    all.add("training.lambda_latency=" + factor);
    all.add("training.latency_device=" + device);
    return all;
  }

  private RunConfiguration read(
      String space, Dataset dataset, List<String> overrides, String... own) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(List.of(own));
    return configurations.read(configurations.file(space, dataset), all);
  }

  /**
   * Does all runs, one after the other; those that would train the same ranker train it once.
   *
   * @param resume whether runs that were done or begun before are taken up, see {@link EarlierRuns}
   * @param listener makes the listener of each run
   * @param finished hears of each run as it ends
   */
  public List<Experiment.Finished> run(
      List<RunConfiguration> plan,
      boolean resume,
      Function<RunConfiguration, Consumer<? super RunEvent>> listener,
      Consumer<Runs.Recorded> finished)
      throws IOException {
    List<Runs.Recorded> done = new ArrayList<>();
    for (RunConfiguration configuration : plan) {
      Optional<Long> trained =
          done.stream()
              .filter(run -> trainsAlike(run, configuration))
              .map(Runs.Recorded::number)
              .findFirst();
      Consumer<? super RunEvent> heard = listener.apply(configuration);
      Optional<Runs.Recorded> before =
          resume ? earlier.takeUp(configuration, trained, heard) : Optional.empty();
      Runs.Recorded run =
          before.isPresent() ? before.get() : runs.run(configuration, trained, heard);
      done.add(run);
      finished.accept(run);
    }
    return done.stream().map(Runs.Recorded::finished).toList();
  }

  private static boolean trainsAlike(Runs.Recorded run, RunConfiguration configuration) {
    RunResult result = run.finished().result();
    return result.model().trainedBy().isEmpty()
        && result.configuration().otherTraining(configuration).isEmpty();
  }
}
