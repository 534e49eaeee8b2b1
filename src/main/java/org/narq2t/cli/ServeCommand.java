package org.narq2t.cli;

import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.narq2t.tracking.RunQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the dashboard and the REST interface on http://localhost:8080, and does queued runs,",
      "one after the other. Runs that are submitted elsewhere ('narq2t run FILE --queue') are done too.",
      "Ctrl-C stops it; the run that it does can be resumed."
    })
public final class ServeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Inject RunQueue queue;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "Port to listen on (default: ${DEFAULT-VALUE}).")
  int port; // read by Main before Quarkus starts

  @Option(names = "--resume", description = "Goes on with all runs that were interrupted.")
  boolean resume;

  @Override
  public Integer call() {
    if (resume) {
      queue.resumeInterrupted();
    }
    queue.start();
    spec.commandLine()
        .getOut()
        .printf("narq2t serves on http://localhost:%d (Ctrl-C stops it)%n", port);
    Quarkus.waitForExit();
    return 0;
  }
}
