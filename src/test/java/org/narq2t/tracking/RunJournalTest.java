package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(100)
class RunJournalTest {
  private static final WorkerId OWN = WorkerId.own();

  @TempDir Path folder;

  private static RunJournal journal(Record record, long run) {
    return new RunJournal(record.metrics, run, OWN, () -> false);
  }

  @Test
  void whenTheProcessThatHasTheFileOpenIsKilledTheOthersGoOn() throws Exception {
    String url = Database.file(folder);
    try (Claimer server = new Claimer(url);
        Record record = new Record(url)) {
      long run = record.running(OWN);
      RunJournal journal = journal(record, run);
      journal.accept(Events.epoch(0, 3));

      server.close(); // SIGKILL

      journal.accept(Events.epoch(1, 2));
      journal.accept(Events.epoch(2, 1));
      journal.end(RunState.FINISHED, "", Optional.empty());
      assertThat(record.state(run)).isEqualTo(RunState.FINISHED);
      assertThat(record.metrics.series(run))
          .filteredOn(metric -> metric.name().equals("train_loss"))
          .extracting(RunMetrics.Metric::amount)
          .containsExactly(3.0, 2.0, 1.0);
    }
  }

  @Test
  void aWorkerWhoseRunIsAnothersWritesNothingAndStops() {
    try (Record record = new Record("jdbc:h2:mem:lost;DB_CLOSE_DELAY=-1")) {
      long run = record.running(OWN);
      RunJournal journal = journal(record, run);
      record.silence(run, 70);
      record.states.reap();
      record.states.reclaim(run, Record.FAR);

      assertThatThrownBy(() -> journal.accept(Events.epoch(0, 3))).isInstanceOf(RunStopped.class);
      assertThatThrownBy(() -> journal.end(RunState.FINISHED, "", Optional.empty()))
          .isInstanceOf(RunStopped.class);

      assertThat(record.metrics.series(run)).isEmpty();
      assertThat(record.state(run)).isEqualTo(RunState.RUNNING);
    }
  }
}
