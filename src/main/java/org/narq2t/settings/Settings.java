package org.narq2t.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the application, not of a run: where things are, and how much of the machine to use.
 * Each can be set in {@code application.properties}, as {@code -Dnarq2t.…}, or as {@code NARQ2T_…}.
 */
@ConfigMapping(prefix = "narq2t")
public interface Settings {
  /** Folder of the installation: holds {@code configs} and {@code python}. */
  Path home();

  /** Folder of imported benchmark tables. */
  Path data();

  /** Folder of the record of runs: one folder per run and the database. */
  Path runs();

  /**
   * The database of runs, {@code jdbc:postgresql://HOST/DATABASE?user=USER&password=PASSWORD}; by
   * default an H2 file in the folder of runs.
   */
  Optional<String> database();

  /** Folder of HTML reports. */
  Path reports();

  /** The token that clients of the service must know; needed beyond this machine. */
  Optional<String> token();

  Python python();

  /** The embedded interpreter. */
  interface Python {
    /** Interpreter of the environment that holds torch and jep. */
    Path executable();

    /** Folder that holds the {@code narq2t} Python package. */
    Path sources();

    /** Threads that torch may use; 0 leaves torch's default. */
    @WithDefault("0")
    int threads();
  }
}
