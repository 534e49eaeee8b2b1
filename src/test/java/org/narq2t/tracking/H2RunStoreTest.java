package org.narq2t.tracking;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RunStoreTest extends RunStoreContract {
  @TempDir static Path folder;
  private int databases;

  @Override
  String newDatabase() {
    return Database.file(folder.resolve("runs" + databases++));
  }
}
