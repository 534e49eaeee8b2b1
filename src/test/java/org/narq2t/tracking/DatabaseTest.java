package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  private static String refusal(String url) {
    Throwable[] refusal = new Throwable[1];
    try (Record record = new Record(url)) {
      assertThatThrownBy(() -> record.store.list()).satisfies(e -> refusal[0] = e);
    }
    return refusal[0].getMessage();
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutShowingIt() {
    for (String address :
        List.of(
            "postgresql://me:secret@localhost/runs",
            "jdbc:postgresql://me:secret@localhost/runs",
            "jdbc:postgresql://secret@localhost/runs",
            "jdbc:postgresql://localhost/runs;user=me;password=secret",
            "jdbc:postgresql://localhost/runs&user=me&password=secret",
            "jdbc:postgresql:runs&password=secret")) {
      assertThat(refusal(address))
          .as(address)
          .startsWith("NARQ2T_DATABASE is not a database address")
          .contains("jdbc:postgresql://HOST/DATABASE?user=USER&password=PASSWORD")
          .doesNotContain("secret");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(refusal("jdbc:postgresql://localhost:" + port + "/runs?user=me&password=secret"))
        .startsWith(
            "The database of runs cannot be used (PostgreSQL at localhost:%d, database runs, user"
                    .formatted(port)
                + " me): Connection to localhost:"
                + port
                + " refused")
        .endsWith("; start the server, or correct NARQ2T_DATABASE")
        .doesNotContain("secret");
  }

  @Test
  void aDatabaseThatDoesNotExistIsNamed() {
    assertThat(refusal(PostgresServer.newDatabase().replace("narq2t_test_", "nowhere_")))
        .contains("FATAL: database \"nowhere_");
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path runs = Files.createFile(folder.resolve("runs"));

    assertThat(refusal(Database.file(runs)))
        .startsWith("The database of runs cannot be used (jdbc:h2:file:" + runs + "/narq2t): ")
        .endsWith("make the folder of runs writable, or name another with NARQ2T_RUNS");
  }

  @Test
  void aFileIsMadeWithAllItsTablesByOneOfSeveralThatBeginAtOnce() throws Exception {
    DatabaseAddress address = DatabaseAddress.of(Database.file(folder));
    Thread[] others = new Thread[3];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(() -> NewDatabase.makeIfMissing(address));
      others[i].start();
    }
    for (Thread other : others) {
      other.join();
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("narq2t.mv.db"));
    }
    try (Record record = new Record(address.url())) {
      assertThat(record.store.list()).isEmpty();
    }
  }
}
