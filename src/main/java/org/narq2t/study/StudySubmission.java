package org.narq2t.study;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.study.StudyFile.Shared;
import org.narq2t.study.StudyPlan.PlannedRun;
import org.narq2t.tracking.ClusterRuns;
import org.narq2t.tracking.RunRecord;
import org.narq2t.tracking.RunStates;
import org.narq2t.tracking.RunStore;
import org.narq2t.tracking.RunSubmission;

/** Puts the runs of a study into the queue. */
@ApplicationScoped
public class StudySubmission {
  private final RunSubmission submission;
  private final RunStore store;
  private final RunStates states;
  private final EarlierRuns earlier;

  StudySubmission(RunSubmission submission, RunStore store, RunStates states, EarlierRuns earlier) {
    this.submission = submission;
    this.store = store;
    this.states = states;
    this.earlier = earlier;
  }

  /**
   * Puts the runs of a plan into the queue. Any worker does them; one that needs the predictor of
   * another waits for it.
   *
   * @param takeUp whether runs that were done or begun before count, see {@link EarlierRuns}; a
   *     study that shares predictors then takes those that other studies fitted, too
   * @param cluster that is to do them; empty for any worker
   * @return their numbers, in the order of the plan
   * @throws IOException if the table cannot be read; the message says what to do
   */
  public List<Long> submit(StudyPlan plan, boolean takeUp, Optional<WorkerSettings> cluster)
      throws IOException {
    Optional<String> place = cluster.map(ClusterRuns::text);
    states.reap();
    String study = plan.study().name();
    List<Long> numbers = new ArrayList<>();
    List<Long> fitters = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      Optional<Long> needs = run.needs().stream().mapToObj(fitters::get).findFirst();
      Optional<RunRecord> before =
          takeUp ? earlier.find(study, run.configuration(), needs) : Optional.empty();
      if (takeUp
          && before.isEmpty()
          && needs.isEmpty()
          && plan.study().file().shared() == Shared.PREDICTOR) {
        needs = earlier.fitted(run.configuration()).map(RunRecord::id);
        before =
            needs.isPresent() ? earlier.find(study, run.configuration(), needs) : Optional.empty();
      }
      long number =
          before.isPresent()
              ? takenUp(before.orElseThrow(), study, place)
              : submission.submit(run.configuration(), needs, Optional.of(study), place);
      numbers.add(number);
      fitters.add(needs.orElse(number));
    }
    return List.copyOf(numbers);
  }

  private long takenUp(RunRecord run, String study, Optional<String> place) {
    store.adopt(run.id(), study);
    store.assign(run.id(), place);
    if (run.state().canResume()) {
      states.requeue(run.id());
    }
    return run.id();
  }
}
