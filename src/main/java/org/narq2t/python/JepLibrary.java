package org.narq2t.python;

import jep.JepConfig;
import jep.MainInterpreter;
import jep.PyConfig;
import jep.SharedInterpreter;

/** The native library of JEP. Its settings belong to the process: it refuses them a second time. */
final class JepLibrary {
  private static boolean loaded;

  private JepLibrary() {}

  /** Lets interpreters be those of this environment; the first call counts. */
  static synchronized void load(PythonEnvironment environment) {
    if (loaded) {
      return;
    }
    try {
      MainInterpreter.setJepLibraryPath(environment.libjep().toString());
      MainInterpreter.setInitParams(
          PyConfig.python()
              .setProgramName(environment.executable().toAbsolutePath().toString())
              .setUseEnvironment(false)
              .setUserSiteDirectory(false));
      SharedInterpreter.setConfig(
          new JepConfig().setClassLoader(ClassLoader.getSystemClassLoader()));
    } catch (IllegalStateException | jep.JepException e) {
      // a dev-mode reload: JEP stays loaded in the parent class loader, with the first settings
    }
    loaded = true;
  }
}
