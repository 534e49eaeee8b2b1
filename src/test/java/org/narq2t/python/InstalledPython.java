package org.narq2t.python;

import java.nio.file.Path;

/** The Python that {@code make setup} installs. */
final class InstalledPython {
  private InstalledPython() {}

  static PythonEnvironment environment() {
    return PythonEnvironment.inspect(
        Path.of(".venv/bin/python").toAbsolutePath(), Path.of("python"));
  }

  /** Started, with one thread; who asks for it closes it. */
  static PythonRuntime start() {
    return new PythonRuntime(environment(), 1, false);
  }
}
