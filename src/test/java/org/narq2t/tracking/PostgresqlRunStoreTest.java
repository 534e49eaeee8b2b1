package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresqlRunStoreTest extends RunStoreContract {
  @Override
  String newDatabase() {
    return PostgresServer.newDatabase();
  }

  @Test
  void aWorkerThatSleepsWithinATransactionIsNotWaitedForForEver() {
    try (Record record = new Record(newDatabase())) {
      String limit =
          record
              .database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery("SHOW idle_in_transaction_session_timeout")
                          .mapTo(String.class)
                          .one());
      assertThat(limit).isEqualTo("30s");
    }
  }
}
