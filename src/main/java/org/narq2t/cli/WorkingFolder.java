package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import org.narq2t.settings.Settings;

/** Files that a user names from any folder. */
@ApplicationScoped
class WorkingFolder {
  private final Settings settings;

  WorkingFolder(Settings settings) {
    this.settings = settings;
  }

  /** The file here, or that of the installation where there is none here. */
  Path file(Path named) {
    Path ofInstallation = settings.home().resolve(named);
    return !Files.exists(named) && Files.exists(ofInstallation) ? ofInstallation : named;
  }
}
