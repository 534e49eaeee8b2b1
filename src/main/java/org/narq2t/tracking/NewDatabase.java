package org.narq2t.tracking;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/**
 * Makes the file of an H2 database with all its tables, or not at all: H2 commits each table by
 * itself, so a process that is killed in between would leave a file that nobody can use again.
 */
final class NewDatabase {
  private static final Pattern FILE = Pattern.compile("jdbc:h2:file:([^;]+).*");
  private static final String SUFFIX = ".mv.db";

  private NewDatabase() {}

  /**
   * Makes it if the address is one of a file that is not there yet. Another process may do the same
   * at the same time: one of the two files is taken.
   *
   * @throws FlywayException if it cannot be made
   */
  static void makeIfMissing(DatabaseAddress address) {
    Matcher file = FILE.matcher(address.url());
    if (!file.matches() || Files.exists(Path.of(file.group(1) + SUFFIX))) {
      return;
    }
    String unfinished = file.group(1) + "-new-" + UUID.randomUUID();
    Path made = Path.of(unfinished + SUFFIX);
    try {
      Database.migrations()
          .dataSource("jdbc:h2:file:" + unfinished + ";TRACE_LEVEL_FILE=0", "", "")
          .load()
          .migrate();
      take(made, Path.of(file.group(1) + SUFFIX));
    } catch (IOException e) {
      throw new FlywayException(e.getMessage(), e);
    } finally {
      made.toFile().delete();
    }
  }

  private static void take(Path made, Path place) throws IOException {
    try {
      Files.createLink(place, made);
    } catch (FileAlreadyExistsException e) {
      return; // another process was sooner
    } catch (UnsupportedOperationException | FileSystemException e) {
      // This file system has no links.
      Files.move(made, place);
    }
  }
}
