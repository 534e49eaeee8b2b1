package org.narq2t.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the record of runs on http://localhost:8080: a page, /api/v1/runs, /q/health.",
      "It listens on 127.0.0.1 only."
    })
public final class ServeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println("narq2t serves on http://localhost:8080 (Ctrl-C stops it)");
    Quarkus.waitForExit();
    return 0;
  }
}
