package org.narq2t.tracking;

class PostgresqlRunStoreTest extends RunStoreContract {
  @Override
  String newDatabase() {
    return PostgresServer.newDatabase();
  }
}
