package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file when the process that has it open ends. */
@Timeout(100)
class FileHandoverTest {
  @TempDir Path folder;

  @Test
  void twoThatBeginWhenItsOwnerWasKilledBothOpenIt() throws Exception {
    String url = Database.file(folder);
    try (Claimer owner = new Claimer(url)) {
      owner.close(); // SIGKILL: its lock stays behind
    }
    List<Callable<Claimer>> atOnce = Collections.nCopies(2, () -> new Claimer(url));
    ExecutorService starting = Executors.newFixedThreadPool(atOnce.size());
    List<Claimer> started = new ArrayList<>();
    try {
      for (Future<Claimer> one : starting.invokeAll(atOnce)) {
        started.add(one.get());
      }

      assertThat(started).allMatch(Claimer::isReady);
    } finally {
      started.forEach(Claimer::close);
      starting.shutdown();
    }
  }

  @Test
  void aTransactionDuringWhichItsOwnerIsKilledIsDoneOnceMore() throws Exception {
    String url = Database.file(folder);
    AtomicInteger attempts = new AtomicInteger();
    try (Claimer owner = new Claimer(url)) {
      Database database = new Database(url);
      try {
        String sql = "SELECT COUNT(*) FROM run";
        assertThat(database.<Integer>query(sql, query -> query.mapTo(Integer.class).one()))
            .isZero();

        int runs =
            database.transaction(
                handle -> {
                  if (attempts.incrementAndGet() == 1) {
                    owner.close(); // SIGKILL
                  }
                  return handle.createQuery(sql).mapTo(Integer.class).one();
                });

        assertThat(runs).isZero();
        assertThat(attempts).hasValue(2);
      } finally {
        database.close();
      }
    }
  }

  @Test
  void aLockThatCannotBeWrittenIsNoHandover() throws Exception {
    String url = Database.file(folder);
    try (Record record = new Record(url)) {
      record.store.list();
    }
    Files.createDirectories(folder.resolve("narq2t.lock.db/in the way"));

    SQLException refusal =
        catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(url));

    assertThat(FileHandover.isPassing(refusal)).as(refusal.getMessage()).isFalse();
  }
}
