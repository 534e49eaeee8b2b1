package org.narq2t.python;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jep.Jep;

/**
 * The {@code narq2t} package in Python, and the files it was imported from. Python imports a module
 * once in the life of the process; in dev mode the package is dropped and imported again after an
 * edit, while torch and all else stays loaded (docs/adr/0017).
 *
 * <p>The worker's interpreter imports; the control interpreter takes what the worker has imported.
 */
public final class PythonSources {
  /** A compiled file is told from its source by whole seconds only: dev mode writes none. */
  private static final String DROP =
      """
      import importlib, sys
      sys.dont_write_bytecode = True
      importlib.invalidate_caches()
      for name in [n for n in sys.modules if n.partition('.')[0] == 'narq2t']:
        del sys.modules[name]
      """;

  private static final String IMPORT =
      """
      import sys, traceback
      sys.path[:] = [narq2t_sources, *(path for path in sys.path if path != narq2t_sources)]
      narq2t_failure = None
      try:
        from narq2t import bridge
        bridge.attach(narq2t_events, narq2t_cancelled)
        call = bridge.call
      except BaseException as error:
        narq2t_failure = [type(error).__name__, str(error), traceback.format_exc()]
      """;

  private static final String BIND =
      """
      import sys
      bridge = sys.modules.get('narq2t.bridge', globals().get('bridge'))
      call = getattr(bridge, 'call', globals().get('call'))
      """;

  private final Path folder;
  private final boolean watched;
  private volatile PackageFiles imported = PackageFiles.NONE;
  private volatile Instant importedAt = Instant.EPOCH;
  private PythonFailure failure; // of the last import; the worker's thread only

  /**
   * @param folder holds the {@code narq2t} package
   * @param watched whether an edit is taken up: dev mode
   */
  PythonSources(Path folder, boolean watched) {
    this.folder = folder.toAbsolutePath();
    this.watched = watched;
  }

  /**
   * Imports the package. When watched, what an earlier application of this process imported is
   * dropped: it may be older than the files.
   *
   * @throws PythonFailure if a file has an error
   */
  void load(Jep worker) {
    if (watched) {
      imported = PackageFiles.of(folder);
      worker.exec(DROP);
    }
    worker.set("narq2t_sources", folder.toString());
    worker.exec(IMPORT);
    importedAt = Instant.now();
    failure = failure(worker.getValue("narq2t_failure"));
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Imports the package again if a file changed, unless a model is open: it belongs to the classes
   * that it was made of.
   *
   * @throws PythonFailure if a file has an error, until it is edited again
   */
  void refresh(Jep worker) {
    if (isEdited() && !modelIsOpen(worker)) {
      load(worker);
    } else if (failure != null) {
      throw failure;
    }
  }

  /** Gives the control interpreter the {@code call} of what is imported now. */
  void bind(Jep control) {
    control.exec(BIND);
  }

  /**
   * Whether Python files were edited and are not in effect yet: they are from the next call on, or
   * while a model is open, once it is closed. False unless they are watched.
   */
  public boolean isEdited() {
    return watched && !PackageFiles.of(folder).equals(imported);
  }

  /** When the package was last imported. */
  public Instant importedAt() {
    return importedAt;
  }

  private static boolean modelIsOpen(Jep worker) {
    return worker.getValue("bridge.open_models()", Number.class).intValue() > 0;
  }

  private static PythonFailure failure(Object reported) {
    return reported instanceof List<?> parts
        ? new PythonFailure(
            "import", (String) parts.get(0), (String) parts.get(1), (String) parts.get(2), false)
        : null;
  }
}
