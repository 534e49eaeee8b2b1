package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.narq2t.configuration.Impossible;
import org.narq2t.limits.LimitsNotKept;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.RunEvent;
import org.narq2t.tracking.RunLabel;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunState;
import org.narq2t.tracking.Runs;

/** Does the runs that {@link DeviceSearch} planned. */
@ApplicationScoped
public class DeviceRuns {
  private final Runs runs;
  private final EarlierRuns earlier;

  DeviceRuns(Runs runs, EarlierRuns earlier) {
    this.runs = runs;
    this.earlier = earlier;
  }

  /**
   * Does the runs; the first trains the ranker that the others search with. If the same was cut off
   * before, what was done of it counts, and it is gone on with.
   *
   * @param ranker number of an earlier run whose ranker all of them use
   * @param label of each run
   * @param listener makes the listener of each run
   * @param finished hears of each run as it ends
   * @param impossible hears of each limit after the first that nothing keeps, and why
   * @throws LimitsNotKept if nothing keeps the limits of the first run
   */
  public void run(
      List<RunConfiguration> plan,
      Optional<Long> ranker,
      RunLabel label,
      Function<RunConfiguration, Consumer<? super RunEvent>> listener,
      Consumer<Runs.Recorded> finished,
      BiConsumer<RunConfiguration, String> impossible)
      throws IOException {
    Optional<Long> trained = ranker;
    boolean takesUp = isCutOff(plan, ranker);
    for (RunConfiguration configuration : plan) {
      try {
        Optional<RunRecord> before =
            takesUp ? earlier.find("", configuration, trained) : Optional.empty();
        Runs.Recorded run =
            before.isPresent()
                ? takenUp(before.get(), listener.apply(configuration))
                : runs.run(configuration, trained, label, listener.apply(configuration));
        trained = trained.or(() -> Optional.of(run.number()));
        finished.accept(run);
      } catch (LimitsNotKept | Impossible e) {
        if (configuration.equals(plan.get(0))) {
          throw e;
        }
        impossible.accept(configuration, e.getMessage());
      }
    }
  }

  /** Whether the same was begun, and one of its runs not brought to its end. */
  private boolean isCutOff(List<RunConfiguration> plan, Optional<Long> ranker) throws IOException {
    Optional<Long> trained = ranker;
    for (RunConfiguration configuration : plan) {
      Optional<RunRecord> before = earlier.find("", configuration, trained);
      if (before.isEmpty() || before.get().state().canResume()) {
        return before.isPresent();
      }
      trained = trained.or(() -> before.map(RunRecord::id));
    }
    return false;
  }

  private Runs.Recorded takenUp(RunRecord run, Consumer<? super RunEvent> listener)
      throws IOException {
    return run.state() == RunState.FINISHED
        ? new Runs.Recorded(run.id(), runs.folder(run).path(), runs.folder(run).finished())
        : runs.resume(run.id(), listener);
  }
}
