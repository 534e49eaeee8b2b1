package org.narq2t.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.narq2t.experiment.config.ConfigurationFile;
import org.narq2t.experiment.config.RunConfiguration;
import org.narq2t.settings.Settings;
import org.narq2t.space.Dataset;

/** The runs behind a table of the paper: seeds by data sets, with one preset. */
@ApplicationScoped
public class Reproduction {
  /** The authors' ten seeds, in their order: runs compare with theirs seed by seed. */
  public static final List<Long> SEEDS =
      List.of(
          1L, 20211117L, 22222222L, 33333333L, 44444444L, 55555555L, 66666666L, 77777777L,
          88888888L, 99999999L);

  @Inject Settings settings;
  @Inject Runs runs;

  /** The configurations, data set by data set. */
  public List<RunConfiguration> plan(List<Dataset> datasets, int seeds, List<String> overrides) {
    List<RunConfiguration> plan = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (Long seed : SEEDS.subList(0, seeds)) {
        List<String> settingsOfRun = new ArrayList<>(overrides);
        settingsOfRun.add("seed=" + seed);
        Path file = settings.home().resolve("configs/nasbench201/" + dataset.key() + ".yaml");
        plan.add(
            ConfigurationFile.read(
                settings.home().resolve("configs/presets"), file, settingsOfRun));
      }
    }
    return plan;
  }

  /**
   * Does all runs, one after the other.
   *
   * @param listener makes the listener of each run
   * @param finished hears of each run as it ends
   */
  public List<Experiment.Finished> run(
      List<RunConfiguration> plan,
      Function<RunConfiguration, Consumer<? super RunEvent>> listener,
      Consumer<Runs.Recorded> finished)
      throws IOException {
    List<Experiment.Finished> results = new ArrayList<>();
    for (RunConfiguration configuration : plan) {
      Runs.Recorded run = runs.run(configuration, listener.apply(configuration));
      results.add(run.finished());
      finished.accept(run);
    }
    return results;
  }
}
